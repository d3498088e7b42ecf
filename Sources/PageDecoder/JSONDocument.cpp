#include "JSONDocument.h"

#include <simdjson.h>

using namespace simdjson;

namespace {

struct Delivery {
    JSONTokenHandler handler;
    void *context;

    void token(JSONTokenKind kind) const { send(JSONToken{kind, nullptr, 0, 0, 0}); }
    void text(JSONTokenKind kind, std::string_view text) const {
        send(JSONToken{kind, text.data(), text.size(), 0, 0});
    }
    void integer(JSONTokenKind kind, int64_t value) const { send(JSONToken{kind, nullptr, 0, value, 0}); }
    void number(double value) const { send(JSONToken{JSON_TOKEN_NUMBER, nullptr, 0, 0, value}); }
    void send(const JSONToken &token) const { handler(context, &token); }

    /// As deep as the parser allows, which is 1,024 levels.
    void element(dom::element element) const {
        switch (element.type()) {
            case dom::element_type::OBJECT:
                token(JSON_TOKEN_OBJECT_BEGIN);
                for (auto member : dom::object(element)) {
                    text(JSON_TOKEN_NAME, member.key);
                    this->element(member.value);
                }
                token(JSON_TOKEN_OBJECT_END);
                break;
            case dom::element_type::ARRAY:
                token(JSON_TOKEN_ARRAY_BEGIN);
                for (auto child : dom::array(element)) this->element(child);
                token(JSON_TOKEN_ARRAY_END);
                break;
            case dom::element_type::STRING: text(JSON_TOKEN_STRING, std::string_view(element)); break;
            case dom::element_type::INT64: integer(JSON_TOKEN_INTEGER, int64_t(element)); break;
            case dom::element_type::UINT64: number(double(uint64_t(element))); break;
            case dom::element_type::DOUBLE: number(double(element)); break;
            case dom::element_type::BOOL: integer(JSON_TOKEN_BOOLEAN, bool(element)); break;
            case dom::element_type::NULL_VALUE: token(JSON_TOKEN_NULL); break;
        }
    }
};

}  // namespace

const char *json_document_read(const char *json, size_t length, JSONTokenHandler handler, void *context) {
    try {
        dom::parser parser;
        dom::element root;
        // The text is copied to give it the padding that the parser reads.
        if (error_code failed = parser.parse(json, length, true).get(root)) return error_message(failed);
        Delivery{handler, context}.element(root);
        return nullptr;
    } catch (const std::exception &) {
        return "the text could not be read";
    }
}
