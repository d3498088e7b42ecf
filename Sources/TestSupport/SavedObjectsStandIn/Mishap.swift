public import SearchCluster

/// What goes wrong at a stand-in on purpose.
public enum Mishap: Sendable {
    /// The routes of a server of dashboards that are used here.
    public enum Route: Sendable, Equatable {
        case status, space, export, `import`, delete
    }

    /// Every request to a route is answered with this status and message.
    case status(Int, String, on: Route)
    /// Every request to a route is answered with a web page, as a proxy does.
    case page(on: Route)
    /// The answer breaks off in the middle; an import is carried out all the same.
    case halfAnswer(on: Route)
    /// An import does not write this object and gives the error, or an export lists it with the error.
    case object(SavedObjectKey, error: JSONValue, on: Route)
    /// The last object is left out of the answer, without a word.
    case forgetful(on: Route)
    /// No header names the product.
    case nameless
    /// The version is told to nobody.
    case secretive
}
