// Generated from src/ by `pnpm generate`: do not edit. The addresses of constants and tables.

export const TWO_OVER_PI: usize = memory.data<f64>([0.6366197723675814])

export const HALF_PI_1: usize = memory.data<f64>([1.5707963267341256])

export const HALF_PI_2: usize = memory.data<f64>([6.077100506303966e-11])

export const HALF_PI_3: usize = memory.data<f64>([2.0222662487959506e-21])

export const S0: usize = memory.data<f64>([-0.16666666666666666])

export const S1: usize = memory.data<f64>([0.008333333333330925])

export const S2: usize = memory.data<f64>([-0.00019841269836722418])

export const S3: usize = memory.data<f64>([0.000002755731608381636])

export const S4: usize = memory.data<f64>([-2.5051127944014188e-8])

export const S5: usize = memory.data<f64>([1.5917848524808262e-10])

export const C0: usize = memory.data<f64>([0.041666666666666664])

export const C1: usize = memory.data<f64>([-0.0013888888888887382])

export const C2: usize = memory.data<f64>([0.00002480158729874307])

export const C3: usize = memory.data<f64>([-2.7557317260008837e-7])

export const C4: usize = memory.data<f64>([2.0876143827993133e-9])

export const C5: usize = memory.data<f64>([-1.1382456778061306e-11])
