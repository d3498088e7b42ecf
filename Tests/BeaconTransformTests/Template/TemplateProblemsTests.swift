import Testing

@testable import BeaconTransform

/// Every slip in a template is told with its line; the slips are made by replacing parts of the least template.
@Suite struct TemplateProblemsTests {
    private func problems(_ old: String, _ new: String) throws -> [String] {
        let text = leastTemplate.replacing(old, with: new, maxReplacements: 1)
        #expect(text != leastTemplate, "the part to replace is not there")
        return try TemplateFolder(["t.yml": text]).problems("t")
    }

    @Test(
        "A slip is told with file, line and what was expected",
        arguments: [
            // Line 1 and whole-template keys, put before the version.
            ("version: 1.0.0", "versoin: 1.0.0", "t.yml:1: the template has no \"versoin\"; did you mean version?"),
            (
                "version: 1.0.0", "version: 1.0 beta",
                "t.yml:1: version must be lower-case letters, digits, and - _ . after the first, such as 1.0.0, "
                    + "not the text \"1.0 beta\""
            ),
            (
                "version: 1.0.0", "version: [1]",
                "t.yml:1: version must be lower-case letters, digits, and - _ . after the first, such as 1.0.0, not a list"
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nid: 5\n",
                "t.yml:2: id must be a text, not the number 5; quotes make a text of anything"
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nid: -x\n",
                "t.yml:2: id must be letters, digits, and - _ . between them, at most 64 characters, not the text \"-x\""
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nwindow: 5h\n",
                "t.yml:2: window 5h is not number_buckets_in_range 360 × time_bucket_length 60 s, which is 6h; "
                    + "change one of them, or leave window out"
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nwindow: 21600\n",
                "t.yml:2: window must be a length of time such as 90s, 10m, 6h or 2d, not the number 21600"
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nfrequency: 1w\n",
                "t.yml:2: frequency: \"1w\" is not a length of time; write a whole number with s, m, h or d, "
                    + "such as 90s, 10m, 6h or 2d"
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nfrequency: 0s\n",
                "t.yml:2: frequency must be from 1s to 30d, not 0s"
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nfrequency: 12h\n",
                "t.yml:2: frequency 12h is longer than the window of 6h: events between two windows would never be judged"
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nsync: {delay: 1m}\n",
                "t.yml:2: sync has no \"delay\"; it has time"
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nsync: {time: {delay: 8d}}\n",
                "t.yml:2: sync.time.delay must be from 0s to 7d, not 8d"
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nretention_policy: {time: {field: x}}\n",
                "t.yml:2: retention_policy.time has no max_age, which is required"
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nretention_policy: {time: {field: x, max_age: 30d}}\n",
                "t.yml:2: retention_policy compares x, which no signal has; add it to pivot.aggregations as a max"
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nfilters: {term: {a: b}}\n",
                "t.yml:2: filters must be a list of query clauses, not a mapping"
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nexclusions: [a]\n",
                "t.yml:2: a clause of exclusions must be a mapping of one kind of query, such as term: {…}, "
                    + "not the text \"a\""
            ),
            (
                "version: 1.0.0\n", "version: 1.0.0\nversion: 2.0.0\n",
                "t.yml:2: \"version\" stands here and on line 1; a name may come only once"
            ),
            // Source.
            ("  index: [logs-*]", "  index: []", "t.yml:3: index must name at least one index or pattern"),
            (
                "  index: [logs-*]", "  index: [logs-*, 5]",
                "t.yml:3: index must be a text, not the number 5; quotes make a text of anything"
            ),
            (
                "  index: [logs-*]", "  index: \"a,b\"",
                "t.yml:3: index must be one name or pattern; write several as a list, found the text \"a,b\""
            ),
            ("  index: [logs-*]", "  indices: [logs-*]", "t.yml:3: source has no \"indices\"; it has index, query"),
            (
                "  index: [logs-*]", "  index: a\n  query: all",
                "t.yml:4: query must be a mapping of one kind of query, such as term: {…}, not the text \"all\""
            ),
            (
                "  index: [logs-*]", "  index: a\n  query: {}",
                "t.yml:4: query is empty; match_all: {} matches every document"
            ),
            (
                "  index: [logs-*]", "  index: a\n  query:\n    term: {a: b}\n    exists: {field: c}",
                "t.yml:6: query has one kind of query, found term and exists; join them in a bool"
            ),
            (
                "  index: [logs-*]", "  index: a\n  query: {bool: {filters: []}}",
                "t.yml:4: bool has no \"filters\"; did you mean filter?"
            ),
            (
                "  index: [logs-*]", "  index: a\n  query:\n    bool:\n      must_not:\n      - term: x",
                "t.yml:7: term in a clause of must_not must be a mapping, not the text \"x\""
            ),
            // Pivot.
            (
                "    host.name: {terms: {field: host.name}}", "    {}",
                "t.yml:6: group_by must have 1 to 8 fields, found 0"
            ),
            (
                "{terms: {field: host.name}}", "{terms: {feild: host.name}}",
                "t.yml:6: terms of host.name has no \"feild\"; did you mean field?"
            ),
            (
                "{terms: {field: host.name}}", "{date_histogram: {field: host.name}}",
                "t.yml:6: group_by host.name has no \"date_histogram\"; it has terms"
            ),
            (
                "{terms: {field: host.name}}", "{terms: {field: \"a b\"}}",
                "t.yml:6: field of host.name must be the name of a field, not the text \"a b\""
            ),
            (
                "host.name}}\n", "host.name}}\n    other: {terms: {field: host.name}}\n",
                "t.yml:7: other groups by host.name, as host.name does already"
            ),
            (
                "host.name}}\n", "host.name}}\n    host: {terms: {field: b}}\n",
                "t.yml:7: a signal cannot have both a field host and a field host.name"
            ),
            (
                "host.name}}\n", "host.name}}\n    beaconing.x: {terms: {field: b}}\n",
                "t.yml:7: a signal cannot have both a field beaconing.x and a field beaconing"
            ),
            (
                "{max: {field: \"@timestamp\"}}", "{min: {field: \"@timestamp\"}}",
                "t.yml:8: aggregation @timestamp has no \"min\"; it has beaconing, max"
            ),
            (
                "{max: {field: \"@timestamp\"}}", "{scripted_metric: {}}",
                "t.yml:8: aggregation @timestamp has no \"scripted_metric\"; the metric is part of the program, "
                    + "and is written beaconing: {…}"
            ),
            (
                "{max: {field: \"@timestamp\"}}", "{}",
                "t.yml:8: aggregation @timestamp must have one kind, beaconing or max"
            ),
            (
                "{max: {field: \"@timestamp\"}}", "{beaconing: {}}",
                "t.yml:9: aggregation beacon_stats is a second beaconing; @timestamp is one already"
            ),
            ("  aggregations:", "  aggs:", "t.yml:7: pivot has no \"aggs\"; write aggregations"),
            (
                "        params:", "        time_feild: x\n        params:",
                "t.yml:11: beaconing has no \"time_feild\"; did you mean time_field?"
            ),
            (
                "          min_number_periods: 6", "          min_number_perods: 6",
                "t.yml:12: params has no \"min_number_perods\"; did you mean min_number_periods?"
            ),
            (
                "          min_number_periods: 6", "          min_number_periods: \"6\"",
                "t.yml:12: min_number_periods must be a whole number from 2 to 50000, not 6"
            ),
            (
                "          min_number_periods: 6",
                "          min_number_periods: 7\n          number_buckets_in_range: 13",
                "t.yml:13: number_buckets_in_range 13 is less than two buckets for each of min_number_periods 7: "
                    + "no group could be judged"
            ),
            (
                "          min_number_periods: 6", "          truncate_at: [0.8, 0.1]",
                "t.yml:12: truncate_at must be two numbers from 0 to 1, the first not above the second, "
                    + "such as [0.1, 0.8], not [0.8,0.1]"
            ),
        ])
    func slips(old: String, new: String, expected: String) throws {
        #expect(try problems(old, new).first == expected)
    }

    @Test(
        "A destination is held to the engines' rules",
        arguments: [
            ("index: Mine", "dest.index must be in lower case, found the text \"Mine\""),
            ("index: _mine", "dest.index must not start with -, _ or +, found the text \"_mine\""),
            (
                "index: \"a:b\"",
                "dest.index must not contain spaces or any of \\ / * ? \" < > | , # :, found the text \"a:b\""
            ),
            ("index: \"..\"", "dest.index must not be . or .., found the text \"..\""),
            ("index: \"\"", "dest.index must not be empty"),
            (
                "index: a*",
                "dest.index must not contain spaces or any of \\ / * ? \" < > | , # :, found the text \"a*\""
            ),
            ("pipeline: x", "dest has no \"pipeline\"; it has index, aliases, documents"),
            (
                "documents: signal",
                "dest.documents must be signals or judged, not the text \"signal\"; did you mean signals?"
            ),
            ("aliases: x", "dest.aliases must be a list of alias and move_on_creation, not the text \"x\""),
            ("aliases: [x]", "an alias must be a mapping of alias, move_on_creation, not the text \"x\""),
            (
                "aliases: [{alias: a, move_on_creation: yes}]",
                "move_on_creation must be true or false, not the text \"yes\""
            ),
            ("aliases: [{alias: a}, {alias: a}]", "alias a stands here twice"),
            ("aliases: [{alias: ml_beaconing-1.0.0}]", "alias ml_beaconing-1.0.0 is the name of the index itself"),
            ("aliases: [{move_on_creation: true}]", "an alias has no alias, which is required"),
        ])
    func destination(line: String, expected: String) throws {
        let folder = try TemplateFolder(["t.yml": leastTemplate + "dest:\n  \(line)\n"])
        #expect(folder.problems("t") == ["t.yml:14: \(expected)"])
    }

    @Test("An index name has at most 255 bytes")
    func longIndex() throws {
        let longest = String(repeating: "a", count: 255)
        let folder = try TemplateFolder(["t.yml": leastTemplate + "dest: {index: \(longest)}\n"])
        #expect(folder.problems("t").isEmpty)
        try folder.write(leastTemplate + "dest: {index: \(longest)a}\n", to: "t.yml")
        #expect(folder.problems("t").first?.hasPrefix("t.yml:13: dest.index must not be longer than 255 bytes") == true)
    }

    @Test("Group fields and maxima have a limit")
    func limits() throws {
        let fields = (1...9).map { "f\($0): {terms: {field: f\($0)}}" }.joined(separator: ", ")
        let old = "    host.name: {terms: {field: host.name}}"
        #expect(try problems(old, "    {\(fields)}") == ["t.yml:6: group_by must have 1 to 8 fields, found 9"])
        let maxima = (1...8).map { "    m\($0): {max: {field: f}}\n" }.joined()
        #expect(
            try problems("    beacon_stats:", maxima + "    beacon_stats:")
                == ["t.yml:8: aggregations must have at most 8 of kind max, found 9"])
    }

    @Test(
        "A kind of query that no engine has is told with the one that was meant, wherever a clause stands",
        arguments: [
            ("filters: [{trem: {a: b}}]", "a clause of filters", "trem", "; did you mean term?"),
            ("exclusions:\n  - bool: {must_not: {warp: {a: b}}}", "must_not", "warp", ""),
            ("exclusions:\n  - bool: {should: [{Term: {a: b}}]}", "a clause of should", "Term", "; did you mean term?"),
        ])
    func kinds(text: String, place: String, kind: String, hint: String) throws {
        let folder = try TemplateFolder(["t.yml": leastTemplate + text + "\n"])
        let line = text.contains("\n") ? 14 : 13
        #expect(folder.problems("t") == ["t.yml:\(line): \(place) has no kind of query \"\(kind)\"\(hint)"])
    }

    @Test(
        "A kind that an engine has is the cluster's to judge",
        arguments: ["match", "script", "nested", "geo_distance", "span_near", "percolate", "knn"])
    func knownKinds(kind: String) throws {
        let folder = try TemplateFolder(["t.yml": leastTemplate + "filters: [{\(kind): {a: b}}]\n"])
        #expect(folder.problems("t").isEmpty)
    }

    @Test("A check tells every problem at once")
    func all() throws {
        let folder = try TemplateFolder(["t.yml": "sorce: {}\nfrequency: 1\npivot: {group_by: 5}\n"])
        #expect(
            folder.problems("t") == [
                "t.yml:1: the template has no \"sorce\"; did you mean source?",
                "t.yml:1: the template has no version, which is required",
                "t.yml:1: the template has no source, which is required",
                "t.yml:3: group_by must be a mapping such as host.name: {terms: {field: host.name}}, not the number 5",
                "t.yml:3: pivot has no aggregations, which is required",
                "t.yml:2: frequency must be a length of time such as 90s, 10m, 6h or 2d, not the number 1",
            ])
    }

    @Test("What is no mapping is no template", arguments: ["[1]\n", "text\n", "5\n"])
    func noMapping(text: String) throws {
        let folder = try TemplateFolder(["t.yml": text])
        #expect(folder.problems("t").first?.hasPrefix("t.yml:1: a template is a mapping that starts with id") == true)
    }

    @Test("A file name that cannot be an id asks for one")
    func fileName() throws {
        let folder = try TemplateFolder(["my rules.yml": leastTemplate, "ok.yml": "id: fine\n" + leastTemplate])
        #expect(
            folder.problems("my rules") == [
                "my rules.yml: the file's name cannot be the template's id (letters, digits, and - _ . between them, "
                    + "at most 64 characters); state one with id"
            ])
        #expect(folder.problems("ok").isEmpty)
    }

    @Test("Text of a file cannot act on the terminal that shows a message")
    func terminal() throws {
        let folder = try TemplateFolder(["t.yml": leastTemplate + "\"\\e[2J\\u202E\": 1\n"])
        #expect(folder.problems("t").first?.contains("no \"\\u{1B}[2J\\u{202E}\"") == true)
    }
}
