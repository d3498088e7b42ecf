extension ClusterClient {
    /// The run that requests of this task and its children are made for; engines show it in slow logs and lists of tasks.
    @TaskLocal public static var runID: String?
}
