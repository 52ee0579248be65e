/// A constant of the functions of `LaneMath`.
@frozen
public enum Coefficient: Int, CaseIterable, Sendable {
  case expLeast, expMost, perOctave, rounding, octaveHigh, octaveLow
  case exp2, exp3, exp4, exp5, exp6, exp7, exp8, exp9, exp10, exp11
  case log1, log2, log3, log4, log5, log6, log7, ln2High, ln2Low
  case sine1, sine2, sine3, sine4, sine5, sine6
  case cosine1, cosine2, cosine3, cosine4, cosine5, cosine6

  /// The number.
  @inlinable @inline(__always)
  public var value: Double {
    switch self {
    case .expLeast: -708
    case .expMost: 709
    case .perOctave: 1.4426950408889634
    case .rounding: 6_755_399_441_055_744
    case .octaveHigh: -6.93147180369123816490e-01
    case .octaveLow: -1.90821492927058770002e-10
    case .exp2: 0x1.0000000000001p-1
    case .exp3: 0x1.5555555555556p-3
    case .exp4: 0x1.5555555553d63p-5
    case .exp5: 0x1.11111111109b3p-7
    case .exp6: 0x1.6c16c1788bd90p-10
    case .exp7: 0x1.a01a01a7c41d5p-13
    case .exp8: 0x1.a019b90d2ae7ap-16
    case .exp9: 0x1.71de0dae63bb3p-19
    case .exp10: 0x1.289185613a3d6p-22
    case .exp11: 0x1.af38a9b0ec855p-26
    case .log1: 6.666666666666735130e-01
    case .log2: 3.999999999940941908e-01
    case .log3: 2.857142874366239149e-01
    case .log4: 2.222219843214978396e-01
    case .log5: 1.818357216161805012e-01
    case .log6: 1.531383769920937332e-01
    case .log7: 1.479819860511658591e-01
    case .ln2High: 6.93147180369123816490e-01
    case .ln2Low: 1.90821492927058770002e-10
    case .sine1: -1.66666666666666324348e-01
    case .sine2: 8.33333333332248946124e-03
    case .sine3: -1.98412698298579493134e-04
    case .sine4: 2.75573137070700676789e-06
    case .sine5: -2.50507602534068634195e-08
    case .sine6: 1.58969099521155010221e-10
    case .cosine1: 4.16666666666666019037e-02
    case .cosine2: -1.38888888888741095749e-03
    case .cosine3: 2.48015872894767294178e-05
    case .cosine4: -2.75573143513906633035e-07
    case .cosine5: 2.08757232129817482790e-09
    case .cosine6: -1.13596475577881948265e-11
    }
  }
}

/// Where the functions of `LaneMath` find their coefficients.
public protocol CoefficientSource: Sendable {
  /// A coefficient in every lane.
  subscript(_ coefficient: Coefficient) -> Lanes { get }
}

/// Coefficients as literals in the code: each is spread over a register where it is needed.
@frozen
public struct WrittenCoefficients: CoefficientSource {
  /// Creates the source.
  @inlinable @inline(__always)
  public init() {}

  /// A coefficient in every lane.
  @inlinable @inline(__always)
  public subscript(_ coefficient: Coefficient) -> Lanes { Lanes(repeating: coefficient.value) }
}

/// Coefficients in memory: each is an operand of the instruction that needs it.
///
/// For the loops of a step: with AVX2 a sixth of their instructions would only spread coefficients
/// over registers.
@frozen
public struct StoredCoefficients: CoefficientSource, @unchecked Sendable {
  @usableFromInline let base: UnsafePointer<Lanes>

  /// Writes the coefficients into memory that lives as long as `storage`.
  public init(in storage: Storage) {
    let lanes = alignedLanes(Coefficient.allCases.count)
    for coefficient in Coefficient.allCases {
      lanes[coefficient.rawValue] = Lanes(repeating: coefficient.value)
    }
    base = UnsafePointer(lanes)
    storage.own { lanes.deallocate() }
  }

  /// A coefficient in every lane.
  @inlinable @inline(__always)
  public subscript(_ coefficient: Coefficient) -> Lanes { base[coefficient.rawValue] }
}
