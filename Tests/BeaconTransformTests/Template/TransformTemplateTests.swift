import BeaconScore
import SearchCluster
import Testing

@testable import BeaconTransform

@Suite struct TransformTemplateTests {
    private static let full = """
        id: mine
        version: 2.1
        description: >
          One sentence
          over two lines.
        source:
          index: [logs-*, "cluster:flows-*"]
          query:
            bool:
              filter:
                - term: {event.category: network}
                - range: {destination.port: {gte: 1024, lt: 1.5e4}}
              must_not: {exists: {field: x}}
        filters:
          - prefix: {host.name: srv-}
        exclusions:
          - term: {flag: true}
        pivot:
          group_by:
            user.name: {terms: {field: user.id}}
            host.name: {terms: {field: host.name}}
          aggregations:
            beacon_stats:
              beaconing:
                time_field: event.start
                source_bytes_field: out
                destination_bytes_field: in
                destination_field: destination.ip
                source_address_field: source.ip
                params: {number_buckets_in_range: 60, time_bucket_length: 60, max_jitter: 0.2, truncate_at: [0, 1]}
            "@timestamp": {max: {field: event.start}}
        dest:
          index: mine-2
          aliases: [{alias: mine}, {alias: Mine.latest, move_on_creation: true}]
          documents: judged
        frequency: 30m
        sync: {time: {field: event.ingested, delay: 0s}}
        retention_policy: {time: {field: "@timestamp", max_age: 30d}}
        window: 1h

        """

    @Test("Every key arrives where it belongs")
    func full() throws {
        let folder = try TemplateFolder(["mine.yml": Self.full])
        let template = try folder.catalog.template("mine")
        var parameters = MetricParameters()
        parameters.numberBucketsInRange = 60
        parameters.maxJitter = 0.2
        parameters.truncateAt = .init(low: 0, high: 1)
        let query: JSONValue = [
            "bool": [
                "filter": [
                    [
                        "bool": [
                            "filter": [
                                ["term": ["event.category": "network"]],
                                ["range": ["destination.port": ["gte": 1024, "lt": 15000.0]]],
                            ],
                            "must_not": ["exists": ["field": "x"]],
                        ]
                    ],
                    ["prefix": ["host.name": "srv-"]],
                ],
                "must_not": [["term": ["flag": true]]],
            ]
        ]
        #expect(
            template
                == TransformTemplate(
                    id: "mine", version: "2.1", description: "One sentence over two lines.",
                    source: .init(indices: ["logs-*", "cluster:flows-*"], query: query),
                    groupBy: [
                        .init(name: "user.name", field: "user.id"), .init(name: "host.name", field: "host.name"),
                    ],
                    metric: .init(
                        name: "beacon_stats", timeField: "event.start", sourceBytesField: "out",
                        destinationBytesField: "in", destinationField: "destination.ip",
                        sourceAddressField: "source.ip", parameters: parameters),
                    largest: [.init(name: "@timestamp", field: "event.start")],
                    destination: .init(
                        index: "mine-2",
                        aliases: [.init(name: "mine", moves: false), .init(name: "Mine.latest", moves: true)],
                        documents: .judged),
                    frequencySeconds: 1_800, sync: .init(field: "event.ingested", delaySeconds: 0),
                    opinions: .both, mostSplitGroups: 100, lookbackSeconds: 604_800,
                    retention: .init(field: "@timestamp", maxAgeSeconds: 2_592_000)))
    }

    @Test("The least template is completed with the documented defaults")
    func defaults() throws {
        let folder = try TemplateFolder(["least.yml": leastTemplate])
        let template = try folder.catalog.template("least")
        #expect(template.id == "least")
        #expect(template.source.query == ["match_all": [:]])
        #expect(template.metric.timeField == "@timestamp")
        #expect(template.metric.sourceBytesField == nil)
        #expect(template.metric.parameters == MetricParameters())
        #expect(template.destination.index == "ml_beaconing-1.0.0")
        #expect(template.destination.aliases.map(\.name) == ["ml_beaconing.latest", "ml_beaconing.all"])
        #expect(template.destination.aliases.map(\.moves) == [true, false])
        #expect(template.destination.documents == .signals)
        #expect(template.frequencySeconds == 3_600)
        #expect(template.sync == .init(field: "@timestamp", delaySeconds: 120))
        #expect(template.retention == nil)
    }

    @Test("The resolved JSON reads back as the same template", arguments: ["mine.yml", "least.yml"])
    func roundTrip(name: String) throws {
        let folder = try TemplateFolder(["mine.yml": Self.full, "least.yml": leastTemplate])
        let template = try folder.catalog.template(folder.path + "/" + name)
        try folder.write(template.json.text, to: "again.json")
        let again = try folder.catalog.template("again")
        #expect(again == template)
        #expect(again.json.bytes == template.json.bytes)
    }

    @Test("Overrides of parameters and window apply to a template, or leave it alone")
    func overrides() throws {
        let folder = try TemplateFolder(["least.yml": leastTemplate])
        var template = try folder.catalog.template("least")
        try template.apply(overrides: [(name: "time_bucket_length", text: "120")], windowSeconds: 7_200)
        #expect(template.metric.parameters.numberBucketsInRange == 60)
        let before = template
        #expect(throws: ParameterError.self) { try template.apply(overrides: [], windowSeconds: 100) }
        #expect(template == before)
    }
}
