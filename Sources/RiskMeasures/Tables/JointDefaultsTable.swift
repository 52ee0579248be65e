/// A row of `joint_defaults.csv`.
public struct JointDefaultRow: Sendable, Equatable {
  /// Number of miners in default by the horizon.
  public var defaults: Int
  /// Paths with that number.
  public var paths: Proportion
}

extension TableSchema {
  /// `joint_defaults.csv`.
  static let jointDefaults = TableSchema(
    "joint_defaults.csv", rows: { $0.jointDefaults },
    columns: jointDefaultsColumns)

  private static let jointDefaultsColumns: [Column<JointDefaultRow>] = [
    Column(
      "defaults",
      "number of miners in default by the horizon, 0 to all", unit: .count
    ) { .integer($0.defaults) },
    .paths("paths with that number") { $0.paths.count },
    .probability { $0.paths },
  ]
}
