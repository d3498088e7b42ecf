extension ProgramSlot {
    /// What may run on a kind of machine.
    ///
    /// Some of the harmless names are on the default template's list of processes known to beacon, some are not: those that
    /// keep time and are not on the list are what a detector has to live with.
    static func slots(of machine: Machine) -> [ProgramSlot] {
        switch machine {
        case .windows: windows
        case .mac: mac
        case .linuxServer: linuxServer
        }
    }

    private static let system32 = "C:\\Windows\\System32\\"
    private static let programFiles = "C:\\Program Files\\"
    private static let programFiles86 = "C:\\Program Files (x86)\\"

    private static let windows: [ProgramSlot] = [
        ProgramSlot(
            "browser",
            (0.50, Program("chrome.exe", in: programFiles + "Google\\Chrome\\Application\\", .browsing)),
            (0.28, Program("msedge.exe", in: programFiles86 + "Microsoft\\Edge\\Application\\", .browsing)),
            (0.12, Program("firefox.exe", in: programFiles + "Mozilla Firefox\\", .browsing)),
            (0.06, Program("opera.exe", in: programFiles + "Opera\\", .browsing)),
            (0.04, Program("vivaldi.exe", in: programFiles + "Vivaldi\\Application\\", .browsing))),
        ProgramSlot(
            "chat",
            (0.74, Program("Teams.exe", in: programFiles + "Teams\\", .chatKeepAlive())),
            (0.16, Program("Slack.exe", in: programFiles + "Slack\\", .chatKeepAlive(every: 180))),
            (0.04, Program("Signal.exe", in: programFiles + "Signal\\", .chatKeepAlive(every: 240)))),
        ProgramSlot(
            1, Program("svchost.exe", in: system32, .telemetry, .revocationCheck(), .networkTime(to: .office))),
        ProgramSlot(
            1, Program("elastic-endpoint", in: programFiles + "Elastic\\Endpoint\\", .fleetCheckIn(every: 120))),
        ProgramSlot(1, Program("elastic-agent.exe", in: programFiles + "Elastic\\Agent\\", .fleetCheckIn(every: 300))),
        ProgramSlot(1, Program("lsass.exe", in: system32, .directory)),
        ProgramSlot(0.9, Program("OUTLOOK.EXE", in: programFiles + "Microsoft Office\\Office16\\", .mail)),
        ProgramSlot(0.9, Program("System", in: "", .fileShare)),
        ProgramSlot(0.8, Program("OneDrive.exe", in: programFiles + "Microsoft OneDrive\\", .fileSync())),
        ProgramSlot(0.9, Program("SearchApp.exe", in: "C:\\Windows\\SystemApps\\Search\\", .search)),
        ProgramSlot(0.9, Program("MsMpEng.exe", in: programFiles + "Windows Defender\\", .rare)),
        ProgramSlot(0.5, Program("MicrosoftEdgeUpdate.exe", in: programFiles86 + "EdgeUpdate\\", .updateCheck())),
        ProgramSlot(0.5, Program("GoogleUpdate.exe", in: programFiles86 + "Google\\Update\\", .updateCheck())),
        ProgramSlot(0.5, Program("AcroCEF.exe", in: programFiles + "Adobe\\Acrobat DC\\", .rare)),
        ProgramSlot(0.7, Program("backgroundTaskHost.exe", in: system32, .widget())),
        ProgramSlot(0.04, Program("WeatherTray.exe", in: programFiles + "WeatherTray\\", .widget())),
        ProgramSlot(0.04, Program("RemoteHelpTray.exe", in: programFiles86 + "RemoteHelp\\", .keepAlive())),
        ProgramSlot(0.15, Program("powershell.exe", in: system32 + "WindowsPowerShell\\v1.0\\", .rare)),
        ProgramSlot(0.2, Program("rundll32.exe", in: system32, .rare)),
    ]

    private static let mac: [ProgramSlot] = [
        ProgramSlot(
            "browser",
            (0.55, Program("com.apple.WebKit.Networking", in: "/System/Library/WebKit/", .browsing)),
            (0.35, Program("Google Chrome Helper", in: "/Applications/Google Chrome.app/Contents/", .browsing)),
            (0.10, Program("firefox", in: "/Applications/Firefox.app/Contents/MacOS/", .browsing))),
        ProgramSlot(0.8, Program("Slack Helper", in: "/Applications/Slack.app/Contents/", .chatKeepAlive(every: 180))),
        ProgramSlot(1, Program("elastic-endpoint", in: "/Library/Elastic/Endpoint/", .fleetCheckIn(every: 120))),
        ProgramSlot(1, Program("mDNSResponder", in: "/usr/sbin/", .nameLookup)),
        ProgramSlot(1, Program("trustd", in: "/usr/libexec/", .revocationCheck())),
        ProgramSlot(1, Program("cloudd", in: "/System/Library/CloudKit/", .fileSync(every: 600))),
        ProgramSlot(1, Program("apsd", in: "/System/Library/ApplePushService/", .keepAlive(every: 900))),
        ProgramSlot(0.9, Program("Microsoft Outlook", in: "/Applications/Microsoft Outlook.app/Contents/", .mail)),
        ProgramSlot(1, Program("timed", in: "/usr/libexec/", .networkTime(to: .office))),
        ProgramSlot(1, Program("softwareupdated", in: "/usr/libexec/", .updateCheck(sleep: 7_200))),
    ]

    private static let linuxServer: [ProgramSlot] = [
        ProgramSlot(
            "time",
            (0.25, Program("chronyd", in: "/usr/sbin/", .networkTime(every: 1_024))),
            (0.75, Program("chronyd", in: "/usr/sbin/", .networkTime(every: 256, to: .office)))),
        ProgramSlot(1, Program("systemd-resolved", in: "/usr/lib/systemd/", .nameLookup)),
        ProgramSlot(1, Program("filebeat", in: "/usr/share/filebeat/bin/", .fleetCheckIn(every: 30))),
        ProgramSlot(1, Program("elastic-endpoint", in: "/opt/Elastic/Endpoint/", .fleetCheckIn(every: 120))),
        ProgramSlot(0.5, Program("nginx", in: "/usr/sbin/", .webServer)),
        ProgramSlot(0.5, Program("java", in: "/usr/lib/jvm/bin/", .serviceCalls)),
        ProgramSlot(0.6, Program("snapd", in: "/usr/lib/snapd/", .updateCheck(sleep: 5_400))),
        ProgramSlot(0.8, Program("apt-get", in: "/usr/bin/", .rare)),
        ProgramSlot(0.12, Program("waagent", in: "/usr/sbin/", .cloudAgent())),
        ProgramSlot(0.12, Program("curl", in: "/usr/bin/", .uptimeMonitor())),
        ProgramSlot(0.12, Program("ruby", in: "/usr/bin/", .scheduledScript())),
    ]
}
