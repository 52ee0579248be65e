import Reporting

/// Points of one or more series with error bars, over numbers or over names.
package struct AskedCurves: Sendable {
  /// How a series is drawn.
  package enum Drawing: Sendable {
    /// Points joined by a line.
    case line
    /// Points that stand alone.
    case dots
    /// A dashed line without points, to compare the others with.
    case reference
  }

  /// Place, value and half of the 95 % interval: 0 for what is exact, nil for what has an interval that is not known.
  package typealias Point = (x: Double, y: Double, half: Double?)

  package struct Series: Sendable {
    /// Its name in the legend.
    package var name: String
    package var points: [Point]
    package var drawing: Drawing

    package init(name: String, points: [Point], drawing: Drawing = .line) {
      (self.name, self.points, self.drawing) = (name, points, drawing)
    }
  }

  /// Where the scenario without changes stands on the axis below, and what the legend calls it.
  package typealias Own = (x: Double, words: String)

  /// What runs along the axis below.
  package var xTitle: String
  /// What is measured.
  package var yTitle: String
  /// Unit of the values.
  package var unit: FigureUnit
  /// Whether values are those of a measure, whose shares are probabilities, and not of an input.
  package var isOfMeasure: Bool
  /// Unit of the places, where these are numbers.
  package var xUnit: FigureUnit
  /// The numbers that were tried; nil where each has a point.
  package var xRange: ClosedRange<Double>?
  package var series: [Series]
  /// Names of the places 0, 1, 2 …; nil where places are numbers.
  package var labels: [String]?
  /// Where those places stand along the axis, ascending, such as days; nil for equal steps.
  package var positions: [Double]?
  /// Where the scenario itself is; nil where it is not on the axis, or there is none.
  package var own: Own?

  package init(
    xTitle: String, yTitle: String, unit: FigureUnit, xUnit: FigureUnit = .number,
    xRange: ClosedRange<Double>? = nil, series: [Series], labels: [String]? = nil,
    positions: [Double]? = nil, own: Own? = nil, isOfMeasure: Bool = true
  ) {
    (self.xTitle, self.yTitle, self.unit) = (xTitle, yTitle, unit)
    (self.xUnit, self.series, self.labels, self.own) = (xUnit, series, labels, own)
    (self.xRange, self.isOfMeasure, self.positions) = (xRange, isOfMeasure, positions)
  }

  /// Where a place stands along the axis; what is between two places is in proportion between them.
  func along(_ x: Double) -> Double {
    guard let positions, positions.count > 1 else { return x }
    let from = min(max(Int(x), 0), positions.count - 2)
    return positions[from] + (x - Double(from)) * (positions[from + 1] - positions[from])
  }

  /// The word for a place.
  func place(_ x: Double) -> String {
    guard let labels else { return xUnit.words(x) }
    return Int(exactly: x).flatMap { labels.indices.contains($0) ? labels[$0] : nil } ?? ""
  }
}
