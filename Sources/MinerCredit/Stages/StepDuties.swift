import NumericCore

/// Stages that a step has to run on some path, besides those of every step: most steps have none.
///
/// It is no `OptionSet`, whose calls would keep the compiler from putting a step's stages into one
/// function.
struct StepDuties {
  private let bits: UInt8

  static var orders: UInt8 { @inline(__always) get { 1 } }
  static var service: UInt8 { @inline(__always) get { 2 } }
  static var savedCoverage: UInt8 { @inline(__always) get { 4 } }
  static var covenants: UInt8 { @inline(__always) get { 8 } }
  static var exits: UInt8 { @inline(__always) get { 16 } }

  private init(bits: UInt8) { self.bits = bits }

  @inline(__always)
  func include(_ duty: UInt8) -> Bool { bits & duty != 0 }

  /// The duties of every step of a miner.
  static func all(
    orders events: OrderAgenda, _ agenda: DebtAgenda, _ coverage: CoveragePlan,
    in storage: Storage
  ) -> FixedArray<StepDuties> {
    FixedArray(count: coverage.saveSlot.count, in: storage) { step in
      var bits: UInt8 = 0
      if !events.events.range(in: step).isEmpty { bits |= orders }
      if !agenda.payments.range(in: step).isEmpty { bits |= service }
      if coverage.saveSlot[step] >= 0 { bits |= savedCoverage }
      if !agenda.tests.range(in: step).isEmpty { bits |= covenants }
      if !agenda.exits.range(in: step).isEmpty { bits |= exits }
      return StepDuties(bits: bits)
    }
  }
}
