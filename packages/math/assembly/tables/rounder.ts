// Generated from src/ by `pnpm generate`: do not edit. The addresses of constants and tables.

export const ROUNDER: usize = memory.data<f64>([6755399441055744])
