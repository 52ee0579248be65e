import Reporting
import ResultReading

/// Warnings that say the same about different places.
struct WarningKind {
  var warnings: [ScenarioWarning]

  /// Kinds in the order of their first warnings.
  static func all(of warnings: [ScenarioWarning]) -> [WarningKind] {
    var places: [String: Int] = [:]
    var kinds: [WarningKind] = []
    for warning in warnings {
      let name = name(of: warning)
      if let place = places[name] {
        kinds[place].warnings.append(warning)
      } else {
        places[name] = kinds.count
        kinds.append(WarningKind(warnings: [warning]))
      }
    }
    return kinds
  }

  /// The keys without names of borrowers and their things, and the message without its numbers:
  /// `miners * tranches * maturity principal falls due # years after …`.
  private static func name(of warning: ScenarioWarning) -> String {
    var words = Array((KeyWords.withoutNames(warning.keys).joined(separator: " ") + " ").utf8)
    let number = UInt8(ascii: "#")
    for byte in warning.message.utf8 {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      let isPoint = byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
      if isDigit || isPoint && words.last == number {
        if words.last != number { words.append(number) }
      } else {
        words.append(byte)
      }
    }
    return String(decoding: words, as: UTF8.self).replacing("# year ", with: "# years ")
  }
}
