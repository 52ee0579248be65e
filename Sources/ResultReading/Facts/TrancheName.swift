/// A tranche's place in a book.
package struct TrancheName: Hashable {
  package var miner: String
  package var tranche: String

  package init(_ miner: String, _ tranche: String) { (self.miner, self.tranche) = (miner, tranche) }
}
