extension InputLayout {
    /// Zeek's connections.
    ///
    /// The time is that of a connection's first packet. The dots of `id.orig_h` become underscores in many a pipeline behind Zeek.
    static let zeek = InputLayout(
        .zeek,
        [
            "@timestamp": [.member("ts", .time)],
            "source.ip": [.member("id.orig_h"), .member("id_orig_h")],
            "source.port": [.member("id.orig_p"), .member("id_orig_p")],
            "destination.ip": [.member("id.resp_h"), .member("id_resp_h")],
            "destination.port": [.member("id.resp_p"), .member("id_resp_p")],
            "source.bytes": [.member("orig_bytes")], "destination.bytes": [.member("resp_bytes")],
            "source.packets": [.member("orig_pkts")], "destination.packets": [.member("resp_pkts")],
            "network.transport": [.member("proto")], "network.protocol": [.member("service")],
            "network.community_id": [.member("community_id")], "event.id": [.member("uid")],
            "zeek.connection.state": [.member("conn_state")], "zeek.connection.history": [.member("history")],
            "event.kind": [.constant("event")], "event.category": [.constant("network")],
            "event.type": ofConnections("connection"), "event.module": [.constant("zeek")],
            "event.dataset": ofConnections("zeek.connection"),
        ], absent: "-")

    /// Members that a connection has and no line of another log.
    ///
    /// Where all logs of Zeek go into one stream of JSON, lines about names, requests and certificates stand beside the connection
    /// that they belong to.
    static let connectionMembers = [
        "conn_state", "history", "orig_pkts", "orig_ip_bytes", "orig_bytes", "missed_bytes",
    ]

    private static func ofConnections(_ text: StaticString) -> [ValueOrigin] {
        connectionMembers.map { .member($0, .always(text)) }
    }

    /// Suricata's flows.
    ///
    /// The time is that of a flow's first packet; other records than flows are no connections.
    static let suricata = InputLayout(
        .suricata,
        [
            "@timestamp": [.member("flow.start", .time), .member("timestamp", .time)],
            "source.ip": [.member("src_ip")], "source.port": [.member("src_port")],
            "destination.ip": [.member("dest_ip")], "destination.port": [.member("dest_port")],
            "source.bytes": [.member("flow.bytes_toserver")], "destination.bytes": [.member("flow.bytes_toclient")],
            "source.packets": [.member("flow.pkts_toserver")], "destination.packets": [.member("flow.pkts_toclient")],
            "network.transport": [
                .member(
                    "proto",
                    .words([
                        ("TCP", "tcp"), ("UDP", "udp"), ("ICMP", "icmp"), ("IPv6-ICMP", "ipv6-icmp"), ("SCTP", "sctp"),
                    ]))
            ],
            "network.protocol": [.member("app_proto")], "network.community_id": [.member("community_id")],
            "event.id": [.member("flow_id")],
            "event.kind": [.constant("event")], "event.category": [.constant("network")],
            // A protocol's record stands beside the flow's and would count the connection again.
            "event.type": [.member("event_type", .onlyWords([("flow", "connection")])), .constant("protocol")],
            "event.module": [.constant("suricata")], "event.dataset": [.constant("suricata.eve")],
        ])

    /// Separated values, each line a finished connection, under names of ECS or under those that somebody has named.
    static let csv = InputLayout(
        .csv,
        [
            "@timestamp": [.member("@timestamp", .time)],
            "event.category": [.member("event.category"), .constant("network")],
            "event.type": [.member("event.type"), .constant("connection")],
            "event.action": [.member("event.action"), .constant("disconnect_received")],
        ], keepsNames: true, absent: "-")
}
