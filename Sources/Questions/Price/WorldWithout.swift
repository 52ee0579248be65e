import CreditBasics

extension Scenario {
  /// The scenario in which a tranche was never lent.
  ///
  /// Orders that it would have funded are not placed, and the assets that they bring are not there:
  /// a borrower who had to pay for them alone would fail because of the order, which says nothing
  /// about the loan. Other assets pledged to the tranche become free.
  func removing(_ tranche: Int, of place: Int) -> Scenario {
    var scenario = self
    scenario.miners[place].remove(
      tranche: tranche, orders: Set(miners[place].orders(fundedBy: tranche)))
    return scenario
  }
}

extension Miner {
  /// Orders of which a tranche pays a share, as numbers in the miner's list.
  func orders(fundedBy tranche: Int) -> [Int] {
    orders.indices.filter { orders[$0].fundedBy == tranche && orders[$0].advanceRate > 0 }
  }

  fileprivate mutating func remove(tranche: Int, orders dropped: Set<Int>) {
    let debt = { (number: Int) in Self.number(number, without: [tranche]) }
    func rest<Asset>(
      _ assets: [Asset], _ liens: WritableKeyPath<Asset, [Int]>,
      _ order: WritableKeyPath<Asset, Int?>
    ) -> [Asset] {
      assets.compactMap { asset in
        var asset = asset
        if let number = asset[keyPath: order] {
          guard let kept = Self.number(number, without: dropped) else { return nil }
          asset[keyPath: order] = kept
        }
        asset[keyPath: liens] = asset[keyPath: liens].compactMap(debt)
        return asset
      }
    }
    gpuLots = rest(gpuLots, \.liens, \.order)
    rigLots = rest(rigLots, \.liens, \.order)
    leases = rest(leases, \.liens, \.order)
    orders = orders.indices.filter { !dropped.contains($0) }.map { orders[$0] }
    for order in orders.indices { orders[order].fundedBy = orders[order].fundedBy.flatMap(debt) }
    tranches.remove(at: tranche)
  }

  /// An item's number after others have left its list; nil if it is one of them.
  private static func number(_ number: Int, without gone: Set<Int>) -> Int? {
    gone.contains(number) ? nil : number - gone.count { $0 < number }
  }
}
