/// The transform templates that can be named: the user's own folders first, then those that come with the program.
public struct TemplateCatalog: Sendable {
    /// Where templates are looked for, first come first found.
    public let folders: [String]

    /// A catalog of these folders.
    public init(folders: [String]) {
        self.folders = folders
    }

    /// Reads the template of that name, or the file at that path, with all that it extends.
    ///
    /// - Throws: ``TemplateError`` with file and line.
    public func template(_ nameOrPath: String) throws(TemplateError) -> TransformTemplate {
        throw TemplateError(file: nameOrPath, line: nil, sentence: "not written yet")
    }

    /// Every template of every folder, sorted by name; of two with one name the first folder's.
    public func entries() throws(TemplateError) -> [Entry] { [] }

    /// The text of a template's file, comments and all, to start one's own from.
    public func text(of nameOrPath: String) throws(TemplateError) -> String { "" }

    /// One template in a list.
    public struct Entry: Sendable, Equatable {
        /// The name to call it by: the file's name without `.yml`.
        public var name: String
        /// Where it is.
        public var path: String
        /// Its `description`.
        public var description: String
    }
}
