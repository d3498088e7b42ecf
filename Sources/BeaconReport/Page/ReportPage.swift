public import BeaconTransform

/// Signals as one HTML page that needs nothing else: no network, no framework, no server.
///
/// The page's own script and style are the only ones that may run in it: the content security policy names both by their SHA-256. What
/// others wrote is in one block of JSON, and gets onto the page as text alone.
public struct ReportPage: Sendable {
    private let template: TransformTemplate
    private let found: FoundSignals
    private let subject: PageSubject

    /// A page of a template's signals.
    public init(_ template: TransformTemplate, _ found: FoundSignals, _ subject: PageSubject) {
        self.template = template
        self.found = found
        self.subject = subject
    }

    /// Delivers the page piece by piece, in order; each piece is UTF-8 and the last ends with a newline.
    ///
    /// - Parameter write: takes a piece; what it throws ends the page.
    public func write<Failure: Error>(to write: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        try write(Array(Self.beginning(title: title).utf8))
        var data = PageData(template, found, subject)
        try data.write(to: write)
        try write(Array("</script>\n<script>\(Self.script)</script>\n</body>\n</html>\n".utf8))
    }

    /// The page's script, as its element holds it.
    static var script: String { PageScript.text }
    /// The page's style sheet, as its element holds it.
    static var style: String { PageStyle.sheet }

    /// What the page may do: run its script, use its style, and nothing else.
    ///
    /// Trusted types keep even that script from making elements out of text.
    static var policy: String {
        "default-src 'none'; script-src '\(source(of: script))'; style-src '\(source(of: style))'; base-uri 'none'; "
            + "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    }

    private static func source(of text: String) -> String { "sha256-\(Digest(of: Array(text.utf8)).base64)" }

    /// Made of digits alone: nothing that others wrote is in a page's head.
    private var title: String {
        guard let last = found.windows.last else { return "Beaconing" }
        return "Beaconing up to \(Timestamp(seconds: last.window.nowSeconds).plainText) UTC"
    }

    private static func beginning(title: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="\(policy)">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <meta name="color-scheme" content="light dark">
        <title>\(title)</title>
        <style>\(style)</style>
        </head>
        <body>
        <main id="page"></main>
        <noscript><p class="noscript">This page draws its figures with a script that is part of it and asks nothing of any network. Allow \
        scripts for this file to see them.</p></noscript>
        <script type="application/json" id="data">
        """
    }
}
