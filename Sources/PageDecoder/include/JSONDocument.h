#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a token of a JSON text is.
typedef enum {
    JSON_TOKEN_NULL,
    JSON_TOKEN_BOOLEAN,
    JSON_TOKEN_INTEGER,
    JSON_TOKEN_NUMBER,
    JSON_TOKEN_STRING,
    /// The name of the member whose value comes next.
    JSON_TOKEN_NAME,
    JSON_TOKEN_OBJECT_BEGIN,
    JSON_TOKEN_OBJECT_END,
    JSON_TOKEN_ARRAY_BEGIN,
    JSON_TOKEN_ARRAY_END,
} JSONTokenKind;

/// One token; `bytes` is valid until the handler returns.
typedef struct {
    JSONTokenKind kind;
    const char *bytes;
    size_t length;
    /// An integer that fits 64 bits with a sign, or 0 and 1 of a boolean.
    int64_t integer;
    double number;
} JSONToken;

typedef void (*JSONTokenHandler)(void *context, const JSONToken *token);

/// Delivers a JSON text token by token, after all of it has been found to be JSON.
///
/// Returns null when it was, otherwise why it was not, as a static text; then nothing was delivered.
const char *json_document_read(const char *json, size_t length, JSONTokenHandler handler, void *context);

#ifdef __cplusplus
}
#endif
