/** What the steps of a segment reported, added up in their order: the s numbers of `spec.info`. */
export interface SegmentInfo {
  /** Over the steps of the segment, [s]. */
  readonly sums: Float64Array
  /** Over the steps of its episode up to its end, [s]: more than `sums` where an earlier iteration began the episode. */
  readonly episodeSums: Float64Array
}
