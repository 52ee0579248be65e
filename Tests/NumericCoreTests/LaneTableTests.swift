import NumericCore
import Testing

/// Memory is handed out with checks, though the target is compiled without any.
@Suite struct LaneTableTests {
  @Test func columnsFollowEachOther() {
    let table = LaneTable(columns: 3)
    let first = table.column()
    let others = table.columns(2)
    first.fill(1)
    others[0].fill(2)
    others[1].fill(3)
    #expect(first[lane: 31] == 1 && others[0][lane: 0] == 2 && others[1][lane: 31] == 3)
  }

  @Test func aFullTableStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let table = LaneTable(columns: 2)
      _ = table.columns(2)
      _ = table.column()
    }
    await #expect(processExitsWith: .failure) { _ = LaneTable(columns: 1).block(columns: 2) }
    await #expect(processExitsWith: .failure) { _ = LaneTable(columns: 1).block(columns: -1) }
  }
}
