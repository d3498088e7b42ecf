extension Program {
    static let doctor = Verb(
        "doctor", .doctor,
        summary: "what would keep a run from working or make its answer wrong, with the cure",
        discussion: [
            """
            Looks at all that a run needs, a line for each thing, the worst first: the cluster and its version, rights, indices, \
            clocks, how fields are mapped, whether events of the window match the query and what they have instead, byte \
            counts, hosts with several names, the size of a pass, the destination, the last passes and, with \
            --dashboards-url, the dashboards. Nothing is changed.
            """,
            """
            Ends with 0 when a run would work, also where there are warnings, and otherwise with the number of the first \
            fault: 69 where the cluster cannot be reached or trusted, 77 where rights are missing, 65 where the events are \
            not what the template asks for, 78 for a setting.
            """,
        ],
        sections: [
            .init("Where", [.url, .index, .stateIndex]),
            .init("What is looked for", [.template, .set, .window, .now, .templatesFolder, .assets]),
            .init("Dashboards", [.dashboardsURL, .space, .tenant, .dashboardsCAFile]),
            .init("Result", [.statusFormat]), .init("Connection", OptionName.connecting),
            .init("Messages", [.verbose, .quiet]),
        ],
        examples: [
            .init("Before the first run", "beaconing doctor --url https://es.example.org:9200"),
            .init("Why a run of another template shows nothing", "beaconing doctor --template beaconing-flows"),
        ])
}
