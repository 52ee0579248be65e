import Foundation

/// A complex number, for characteristic functions.
struct Complex: Sendable, Equatable {
  var real: Double
  var imaginary: Double

  /// Creates `real + i · imaginary`.
  init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  /// `e^z`.
  static func exponential(_ z: Complex) -> Complex {
    let size = exp(z.real)
    return Complex(size * cos(z.imaginary), size * sin(z.imaginary))
  }

  static func + (a: Complex, b: Complex) -> Complex {
    Complex(a.real + b.real, a.imaginary + b.imaginary)
  }

  static func * (a: Complex, b: Complex) -> Complex {
    Complex(
      a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }

  /// A real multiple.
  static func * (a: Double, b: Complex) -> Complex {
    Complex(a * b.real, a * b.imaginary)
  }

  /// A real number over a complex one.
  static func / (a: Double, b: Complex) -> Complex {
    let size = b.real * b.real + b.imaginary * b.imaginary
    return Complex(a * b.real / size, -a * b.imaginary / size)
  }
}

/// A law given by its characteristic function.
struct CharacteristicLaw: Sendable {
  /// Beyond this frequency the transform is negligible.
  var lastFrequency: Double
  /// `E[e^{iuX}]`.
  var transform: @Sendable (Double) -> Complex

  /// `P(X < x) = ½ − (1/π) ∫₀^∞ Im(e^{−iux} φ(u)) / u du`.
  ///
  /// Source: Gil-Pelaez, "Note on the inversion theorem", *Biometrika* 38 (1951).
  func distribution(_ x: Double) -> Double {
    let integral = Quadrature.integrate(from: 0, to: lastFrequency, panels: 60) { u in
      (Complex.exponential(Complex(0, -u * x)) * transform(u)).imaginary / u
    }
    return 0.5 - integral / Double.pi
  }

  /// `E[(K − e^X)⁺]` for `X` that is almost surely above `ln K − range`:
  /// `∫_{ln K − range}^{ln K} e^x P(X < x) dx`.
  func expectedShortfall(below strike: Double, range: Double) -> Double {
    Quadrature.integrate(from: log(strike) - range, to: log(strike), panels: 8) { x in
      exp(x) * distribution(x)
    }
  }
}
