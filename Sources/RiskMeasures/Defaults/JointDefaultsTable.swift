/// A row of `joint_defaults.csv`.
public struct JointDefaultRow: Sendable, Equatable {
  /// Number of miners in default by the horizon.
  public var defaults: Int
  /// Paths with that number.
  public var paths: Proportion
}

extension JointDefaultRow {
  static let columns: [Column<JointDefaultRow>] = [
    .count("defaults", \.defaults, "number of miners in default by the horizon, 0 to all"),
    .paths(\.paths.count, "paths with that number"),
    .probability(\.paths),
  ]
}
