extension StressTally {
  /// How a run of `paths` paths finds the quantiles of its losses, in words for its manifest.
  public static func quantileMethod(paths: Int) -> String {
    paths > LossStore.largestExactRun
      ? "sketch, bins of relative width 2^-\(LossStore.sketchBits)" : "exact"
  }
}
