import Foundation
import Reporting

/// What every page has around its contents: head, header, footer.
struct PageShell {
  /// The title of the window.
  var title: Markup
  /// The line above the heading.
  var eyebrow: Markup
  var heading: Markup
  /// What the first link leads to.
  var skip: Markup
  var main: Markup
  var footer: Markup
  /// A script that the page needs; the page's policy lets it run by its checksum, and no other.
  var script: StaticString? = nil

  private static let style: Markup =
    "\(Markup(raw: PageStyle.text))\n\(Markup(raw: ChartStyle.text))"

  /// The page: no network, and no script but its own.
  var markup: Markup {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:\(allowed)">
    <title>\(title)</title>
    <link rel="icon" href="data:,">
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <a class="skip" href="#main">Skip to \(skip)</a>
    <header>
    <p class="eyebrow">\(eyebrow)</p>
    <h1>\(heading)</h1>
    </header>
    <main id="main">
    \(main)</main>
    <footer><p>\(footer)</p></footer>
    \(program)\
    </body>
    </html>

    """
  }

  private var allowed: Markup? {
    script.map { script in
      let digest = Data(SHA256.digest(script.description.utf8)).base64EncodedString()
      return "; script-src 'sha256-\(digest)'"
    }
  }

  private var program: Markup? {
    script.map { "<script>\(Markup(raw: $0))</script>\n" }
  }
}
