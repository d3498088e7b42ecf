extension Program {
    static let simulate = Verb(
        "simulate", .simulate,
        summary: "make labelled traffic as ECS events, one JSON document a line, or straight into a cluster",
        discussion: [
            """
            Makes the traffic of an office with beacons and with harmless processes that look like them. The same \
            seed, hosts, hours and end make the same bytes. Events are in order of time; where hosts times hours exceed \
            10000 they are so within each host only, and any number of hosts needs little memory.
            """,
            """
            With --index the events go into that index or data stream of the cluster instead, which is made when it is missing. \
            Each has an id of its own, so that the same again changes nothing.
            """,
        ],
        sections: [
            .init("Traffic", [.seed, .hosts, .hours, .end, .profile, .list]),
            .init("Result", [.output, .labels, .url, .index]),
            .init("Connection", OptionName.connecting),
            .init("Messages", [.verbose, .quiet, .noProgress]),
        ],
        examples: [
            .init(
                "A day until now, and a look at it",
                "beaconing simulate --output day.ndjson --labels labels.ndjson && beaconing preview --input day.ndjson"),
            .init(
                "An agent alone, on ten hosts",
                "beaconing simulate --profile cobalt-strike --hosts 10 --output agents.ndjson"),
            .init(
                "Into a cluster for tests",
                "beaconing simulate --url http://127.0.0.1:9200 --index logs-simulated --labels labels.ndjson"),
        ])
}
