// A panel is 8 rows. It lies feature by feature: feature f of row r is the f32 at panel + 32 f + 4 r, so that a vector
// instruction works on four rows, and no row's result depends on another row. Panels follow each other at a distance
// of `stride` bytes; features are padded to a multiple of 4 with numbers that nothing reads.

/** Rows of `features` f32 each -> panels. Rows missing in the last panel become 0. */
export function panelsFromRows(rows: i32, features: i32, source: usize, panel: usize, stride: usize): void {
  const step = (<usize>features) << 2
  while (rows >= 8) {
    let from = source
    const end = panel + ((<usize>features) << 5)
    for (let to = panel; to < end; to += 32) {
      let low = v128.load32_zero(from)
      low = v128.load_lane<f32>(from + step, low, 1)
      low = v128.load_lane<f32>(from + 2 * step, low, 2)
      low = v128.load_lane<f32>(from + 3 * step, low, 3)
      let high = v128.load32_zero(from + 4 * step)
      high = v128.load_lane<f32>(from + 5 * step, high, 1)
      high = v128.load_lane<f32>(from + 6 * step, high, 2)
      high = v128.load_lane<f32>(from + 7 * step, high, 3)
      v128.store(to, low)
      v128.store(to, high, 16)
      from += 4
    }
    source += 8 * step
    panel += stride
    rows -= 8
  }
  if (rows > 0) lastPanel(rows, features, source, panel)
}

function lastPanel(rows: i32, features: i32, source: usize, panel: usize): void {
  for (let f: i32 = 0; f < features; f++) {
    for (let r: i32 = 0; r < 8; r++) {
      const value: f32 = r < rows ? load<f32>(source + ((<usize>(r * features + f)) << 2)) : 0
      store<f32>(panel + ((<usize>f) << 5) + ((<usize>r) << 2), value)
    }
  }
}

/** Panels -> rows of `features` f32 each. */
export function rowsFromPanels(rows: i32, features: i32, panel: usize, stride: usize, target: usize): void {
  while (rows > 0) {
    const count = min<i32>(rows, 8)
    for (let r: i32 = 0; r < count; r++) {
      for (let f: i32 = 0; f < features; f++) {
        store<f32>(target, load<f32>(panel + ((<usize>f) << 5) + ((<usize>r) << 2)))
        target += 4
      }
    }
    panel += stride
    rows -= 8
  }
}

/** Writes 0 into the rows from `rows` on of one panel, so that they add exactly nothing to a sum over rows. */
export function zeroRows(rows: i32, features: i32, panel: usize): void {
  for (let f: i32 = 0; f < features; f++) {
    for (let r = rows; r < 8; r++) store<f32>(panel + ((<usize>f) << 5) + ((<usize>r) << 2), 0)
  }
}
