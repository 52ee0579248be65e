import ScenarioFiles
import Testing

@Suite struct SmokeTests {
  @Test func readsExample() throws {
    let first = try ScenarioReader.read(text: FullExample.text, name: "full.json5")
    let again = try ScenarioReader.read(text: first.resolvedJSON, name: "resolved.json")
    #expect(again.scenario == first.scenario)
    #expect(again.resolvedJSON == first.resolvedJSON)
  }
}
