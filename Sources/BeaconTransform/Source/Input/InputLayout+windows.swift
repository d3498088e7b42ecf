extension InputLayout {
    /// Windows events as NXLog writes them: the members of event and system side by side.
    ///
    /// Its own time, `EventTime`, has no zone; Sysmon's is UTC.
    static let nxlog = InputLayout(
        .nxlog,
        [
            "@timestamp": [.member("UtcTime", .time), .member("@timestamp", .time)],
            "host.name": [.member("Hostname")],
            "process.name": [.member("Image", .fileName)], "process.executable": [.member("Image")],
            "process.pid": [.member("ProcessId")], "process.entity_id": [.member("ProcessGuid")],
            "user.name": [.member("User")],
            "source.ip": [.member("SourceIp")], "source.port": [.member("SourcePort")],
            "destination.ip": [.member("DestinationIp")], "destination.port": [.member("DestinationPort")],
            "destination.domain": [.member("DestinationHostname")],
            "network.transport": [.member("Protocol")],
            "network.direction": [.member("Initiated", initiated)],
            "event.kind": [.constant("event")], "event.code": [.member("EventID")],
            "event.provider": [.member("SourceName")], "event.category": [.member("EventID", connections)],
        ], absent: "-")

    /// Windows events as Winlogbeat writes them: in ECS fields where its modules have been at them, otherwise below `winlog`.
    static let winlogbeat = InputLayout(
        .winlogbeat,
        [
            "host.name": [.member("host.name"), .member("winlog.computer_name")],
            "process.name": [
                .member("process.name"), .member("process.executable", .fileName),
                .member("winlog.event_data.Image", .fileName),
            ],
            "process.executable": [.member("process.executable"), .member("winlog.event_data.Image")],
            "process.pid": [.member("process.pid"), .member("winlog.event_data.ProcessId")],
            "process.entity_id": [.member("process.entity_id"), .member("winlog.event_data.ProcessGuid")],
            "user.name": [.member("user.name"), .member("winlog.event_data.User")],
            "source.ip": [.member("source.ip"), .member("winlog.event_data.SourceIp")],
            "source.port": [.member("source.port"), .member("winlog.event_data.SourcePort")],
            "destination.ip": [.member("destination.ip"), .member("winlog.event_data.DestinationIp")],
            "destination.port": [.member("destination.port"), .member("winlog.event_data.DestinationPort")],
            "destination.domain": [
                .member("destination.domain"), .member("winlog.event_data.DestinationHostname"),
            ],
            "network.transport": [.member("network.transport"), .member("winlog.event_data.Protocol")],
            "network.direction": [
                .member("network.direction"), .member("winlog.event_data.Initiated", initiated),
            ],
            "event.code": [.member("event.code"), .member("winlog.event_id")],
            "event.provider": [.member("event.provider"), .member("winlog.provider_name")],
            "event.category": [.member("event.category"), .member("winlog.event_id", connections)],
        ], keepsNames: true, absent: "-")

    /// Sysmon's event of a connection.
    private static let connections = ValueOrigin.Conversion.onlyWords([("3", "network")])
    private static let initiated = ValueOrigin.Conversion.words([("true", "egress"), ("false", "ingress")])
}
