/// The little of Markdown that texts of dashboards use: paragraphs, lists, bold, and links from one dashboard to another.
struct MarkdownText {
    let html: String

    /// - Parameter dashboards: ids that links can lead to; other links are shown as their words alone.
    init(_ text: String, dashboards: Set<String>) {
        var made = ""
        var list: [String] = []
        var paragraph: [String] = []
        func flush() {
            if !list.isEmpty { made += "<ul>" + list.map { "<li>\($0)</li>" }.joined() + "</ul>" }
            if !paragraph.isEmpty { made += "<p>" + paragraph.joined(separator: "<br>") + "</p>" }
            (list, paragraph) = ([], [])
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                flush()
            } else if line.hasPrefix("- ") || line.hasPrefix("* ") {
                if !paragraph.isEmpty { flush() }
                list.append(Self.inline(line.dropFirst(2), dashboards))
            } else {
                if !list.isEmpty { flush() }
                paragraph.append(Self.inline(line, dashboards))
            }
        }
        flush()
        html = made
    }

    private static func inline(_ line: Substring, _ dashboards: Set<String>) -> String {
        var made = ""
        var rest = line
        var plain = ""
        var isBold = false
        func take() {
            // Spaces beside a mark are no ends of a line.
            if !plain.isEmpty { made += text(plain) }
            plain = ""
        }
        while let character = rest.first {
            if rest.hasPrefix("**") {
                take()
                made += isBold ? "</b>" : "<b>"
                isBold.toggle()
                rest = rest.dropFirst(2)
            } else if character == "[", let link = rest.prefixMatch(of: #/\[([^\]]*)\]\(([^)]*)\)/#) {
                take()
                let target = link.2.split(separator: "/").last.map(String.init) ?? ""
                let words = text(String(link.1))
                made +=
                    link.2.hasPrefix("#/view/") && dashboards.contains(target)
                    ? "<a href=\"#\(HTMLText(target))\">\(words)</a>" : words
                rest = rest[link.range.upperBound...]
            } else {
                plain.append(character)
                rest.removeFirst()
            }
        }
        take()
        return made + (isBold ? "</b>" : "")
    }

    /// Escaped, with the spaces at its ends as they are.
    private static func text(_ plain: String) -> String {
        let start = plain.prefix { $0 == " " }
        let end = plain.dropFirst(start.count).reversed().prefix { $0 == " " }
        let core = plain.dropFirst(start.count).dropLast(end.count)
        return start + (core.isEmpty ? "" : HTMLText(String(core), most: 4_000).description) + String(end)
    }
}
