/// Saved objects as an import file holds them: NDJSON, an object a line.
public struct ImportFile: Sendable {
    /// The objects, in the order of the file.
    public var objects: [Object]

    /// One saved object.
    public struct Object: Sendable {
        /// Its name.
        public var key: SavedObjectKey
        /// All of it.
        public var json: JSONValue
    }

    /// The most objects that an import takes, unless a server is set to less.
    static let mostObjects = 10_000
    /// The most bytes that an import takes, unless a server is set to less.
    static let mostBytes = 25 << 20

    /// An import file of these objects.
    public init(objects: [Object]) {
        self.objects = objects
    }

    /// Reads a file; the line at its end that counts the objects is left out, as the servers leave it out.
    ///
    /// - Throws: `.malformed` with the line that is no saved object.
    public init(_ bytes: [UInt8]) throws(ClusterError) {
        objects = []
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let json = JSONValue(parsing: Array(line)), json.members != nil else {
                throw ClusterError(.malformed, "line \(number + 1) of the import file is not JSON")
            }
            if json["exportedCount"] != nil, json["type"] == nil { continue }
            guard let key = SavedObjectKey(json) else {
                throw ClusterError(.malformed, "line \(number + 1) of the import file is no saved object")
            }
            objects.append(Object(key: key, json: json))
        }
    }

    /// The file's content; each line ends with a newline.
    var bytes: [UInt8] {
        var writer = JSONWriter()
        for object in objects {
            writer.append(object.json)
            writer.append(byte: UInt8(ascii: "\n"))
        }
        return writer.bytes
    }
}
