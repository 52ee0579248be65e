import Questions
import ReportPages
import Reporting
import RiskMeasures

/// A comparison on the screen: the portfolio in each result, and what differs in the inputs.
package enum ComparisonText {
  /// Lines of inputs that are shown of each result.
  private static let mostLines = 12

  /// What is printed, with lines that say how the inputs of each result differ from the first's.
  package static func text(_ compared: ComparedResults, _ changes: [[String]]) -> String {
    let name = MinerSummary.portfolioName
    let measures: [(String, ComparedMeasure, FigureUnit)] = [
      ("any default", .defaultProbability(name), .share),
      ("expected loss", .expectedLoss(name), .dollars),
      ("ES 99 %", .expectedShortfall(thousandths: 990), .dollars),
    ]
    let rows = compared.names.enumerated().map { result, name in
      [name]
        + measures.flatMap { _, measure, unit -> [String] in
          let row = compared.rows.first { $0.measure == measure && $0.result == result }
          return [
            row?.estimate.map { TypedNumbers.shown($0, unit, withError: false) } ?? "–",
            result == 0 ? "" : row?.difference.map { TypedNumbers.difference($0, unit) } ?? "–",
          ]
        }
    }
    let header = [""] + measures.flatMap { [$0.0, "change ± s.e."] }
    return ScreenFormat.table([header] + rows) + notes(compared) + inputs(compared, changes)
  }

  private static func notes(_ compared: ComparedResults) -> String {
    (zip(compared.names, compared.reasons).compactMap { name, reason in
      reason.map { "\(name) is not paired with \(compared.names[0]): \($0)\n" }
    } + compared.otherTimes.map { "warning: \($0)\n" }).joined()
  }

  private static func inputs(_ compared: ComparedResults, _ changes: [[String]]) -> String {
    let blocks = zip(compared.names, changes).dropFirst().map { name, lines in
      let shown = lines.prefix(mostLines).map { "  \($0)\n" }.joined()
      let more = lines.count > mostLines ? "  and \(lines.count - mostLines) more\n" : ""
      return lines.isEmpty
        ? "\(name): the inputs of \(compared.names[0])\n"
        : "\(name), inputs here and there (\(compared.names[0])):\n\(shown)\(more)"
    }
    return "\n" + blocks.joined()
  }
}
