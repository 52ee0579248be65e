/// A lot of equal GPUs.
public struct GPULot: Sendable, Equatable {
  /// The lot's name.
  public var name: String
  /// Index of the GPU class in the market's list.
  public var gpu: Int
  /// Number of GPUs.
  public var count: Double
  /// Date of entry into service in years since the as-of date; nil is in service already.
  public var inService: Double?
  /// Mean of the exponential delay of that entry in years.
  public var meanDelayYears: Double
  /// Indices of the tranches it is pledged to in the miner's list, in rank order.
  public var liens: [Int]
  /// Index of the order it waits for in the miner's list; nil for none.
  public var order: Int?
  /// The contract, if any.
  public var contract: RentalContract?

  /// Creates a GPU lot.
  public init(
    name: String, gpu: Int, count: Double, inService: Double? = nil, meanDelayYears: Double = 0,
    pledgedTo: Int? = nil, liens: [Int] = [], order: Int? = nil, contract: RentalContract? = nil
  ) {
    self.name = name
    self.gpu = gpu
    self.count = count
    self.inService = inService
    self.meanDelayYears = meanDelayYears
    self.liens = pledgedTo.map { [$0] } ?? liens
    self.order = order
    self.contract = contract
  }
}

extension GPULot {
  /// Index of the tranche with the first lien.
  public var pledgedTo: Int? {
    get { liens.first }
    set { liens = newValue.map { [$0] } ?? [] }
  }
}
