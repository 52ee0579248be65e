/// Eight paths advanced together: the unit of work of every kernel.
public typealias Lanes = SIMD8<Double>

/// One fact about each of eight paths.
public typealias LaneMask = SIMDMask<SIMD8<Int64>>

/// The bit patterns of eight doubles, or eight 64-bit random words.
public typealias LaneBits = SIMD8<UInt64>

/// Number of paths in a `Lanes` value.
///
/// Computed, because other modules would read a stored constant from memory and divide by it.
@inlinable @inline(__always)
public var laneCount: Int { Lanes.scalarCount }

extension SIMD where Self == Lanes {
  /// The bit patterns of the eight values.
  @inlinable @inline(__always)
  public var bits: LaneBits { unsafeBitCast(self, to: LaneBits.self) }

  /// Reads eight bit patterns as doubles.
  @inlinable @inline(__always)
  public init(bits: LaneBits) { self = unsafeBitCast(bits, to: Lanes.self) }

  /// `self · factor + addend`, fused.
  ///
  /// Written out because plain `a * b + c` is not contracted.
  @inlinable @inline(__always)
  public func times(_ factor: Lanes, plus addend: Lanes) -> Lanes {
    addend.addingProduct(self, factor)
  }

  /// `self · factor + addend`, fused, with one factor for all lanes.
  @inlinable @inline(__always)
  public func times(_ factor: Double, plus addend: Lanes) -> Lanes {
    addend.addingProduct(self, Lanes(repeating: factor))
  }

  /// The larger of two values lane by lane; `pointwiseMax` compiles to scalar code.
  @inlinable @inline(__always)
  public func atLeast(_ other: Lanes) -> Lanes { self.replacing(with: other, where: self .< other) }

  /// The smaller of two values lane by lane.
  @inlinable @inline(__always)
  public func atMost(_ other: Lanes) -> Lanes { self.replacing(with: other, where: self .> other) }
}

/// Whether the fact holds in at least one lane.
@inlinable @inline(__always)
public func anyLane(_ mask: LaneMask) -> Bool { laneSet(mask) != 0 }
