import ScenarioFiles
import ScenarioWarnings

/// Reads any bytes as a scenario: libFuzzer's entry.
///
/// Refusals are fine, traps are what is looked for.
@_cdecl("LLVMFuzzerTestOneInput")
public func readScenario(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = Array(UnsafeBufferPointer(start: bytes, count: count))
  do {
    let read = try ScenarioDocument.parse(text, name: "fuzz").resolve()
    precondition(!read.resolvedJSON.isEmpty, "a resolved scenario without text")
    precondition(read.warnings.allSatisfy { !$0.message.isEmpty }, "a warning without words")
  } catch {
    precondition(!error.issues.isEmpty, "a refusal without a reason")
  }
  return 0
}
