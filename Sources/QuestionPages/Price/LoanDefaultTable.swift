import Questions
import ReportPages
import Reporting
import RiskMeasures

extension LoanDefault {
  /// PD, LGD, EAD and EL with their intervals, and over how many defaults they are means.
  var table: DataTable {
    let none = Estimate.noneSeen
    let count = NumberWords.count(defaults, "default")
    let mean = defaults == 0 ? "no default on any path" : "mean of \(count)"
    let alike = defaults > 1 ? ", large claims and small alike" : ""
    return DataTable.limited(
      "The loan to the horizon, with 95\u{A0}% intervals",
      [.text("figure"), .number("value")],
      [
        ["PD", FigureUnit.share.words(probability, zero: none, paths: paths)],
        ["LGD", defaults == 0 ? none : FigureUnit.share.words(lossGivenDefault?.over(defaults))],
        ["EAD", defaults == 0 ? none : FigureUnit.dollars.words(exposure?.over(defaults))],
        ["EL", FigureUnit.dollars.words(expectedLoss, zero: none)],
      ],
      under: [
        "probability of default: \(count) on \(AskedPage.words(paths: paths))",
        "loss given default, share of the claim: \(mean)\(alike)",
        "exposure at default, claim of the share held: \(mean)",
        "expected loss of the share held: mean over all paths, discounted to today",
      ], file: "price.csv")
  }
}
