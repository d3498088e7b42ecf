/// Names of tools that systems bring along and that attackers use to run or fetch code.
enum LivingOffTheLand {
    /// Whether a process has such a name, in any case of letters.
    static func contains(_ name: [UInt8]) -> Bool {
        guard name.count <= 32 else { return false }
        return names.contains(String(decoding: name, as: UTF8.self).lowercased())
    }

    private static let names: Set<String> = [
        "bash", "bitsadmin.exe", "certutil.exe", "cmd.exe", "cmstp.exe", "cscript.exe", "curl", "curl.exe",
        "dllhost.exe",
        "forfiles.exe", "hh.exe", "installutil.exe", "msbuild.exe", "mshta.exe", "msiexec.exe", "nc", "ncat", "netcat",
        "osascript", "perl", "php", "powershell", "powershell.exe", "pwsh", "pwsh.exe", "python", "python.exe",
        "python3",
        "regasm.exe", "regsvcs.exe", "regsvr32.exe", "ruby", "rundll32.exe", "schtasks.exe", "sh", "socat", "wget",
        "wget.exe", "wmic.exe", "wscript.exe", "xwizard.exe",
    ]
}
