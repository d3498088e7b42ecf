/// The completion script for bash, from the description of the program.
///
/// It needs bash 4 and no other package. Where names of files are wanted, readline itself fills them in, which knows about
/// quotes and home folders.
enum BashCompletion {
    /// The script; ends with a newline.
    static func text() -> String {
        let everything = Program.root.everything()
        let paths = everything.filter { $0.path.count > 1 }.map { quoted($0.path) }
        var lines = [
            CompletionShell.bash.origin, "",
            "_beaconing() {",
            "    local current=\"${COMP_WORDS[COMP_CWORD]}\" previous=\"${COMP_WORDS[COMP_CWORD - 1]}\"",
            "    local path=beaconing option=\"\" offer=words words=\"\" values=\"\" i",
            "    COMPREPLY=()",
            "",
            "    # Which verb it is, and the last option before the cursor.",
            "    for ((i = 1; i < COMP_CWORD; i++)); do",
            "        case \"$path ${COMP_WORDS[i]}\" in",
            "            \(paths.joined(separator: " | "))) path+=\" ${COMP_WORDS[i]}\" ;;",
            "            *) break ;;",
            "        esac",
            "    done",
            "    for (( ; i < COMP_CWORD; i++)); do",
            "        case \"${COMP_WORDS[i]}\" in -?*) option=\"${COMP_WORDS[i]}\" ;; esac",
            "    done",
            "    # bash takes --name=value for three words.",
            "    if [[ $current == \"=\" ]]; then",
            "        current=\"\"",
            "    elif [[ $previous == \"=\" ]]; then",
            "        previous=\"${COMP_WORDS[COMP_CWORD - 2]}\"",
            "    fi",
            "",
            "    case \"$path\" in",
        ]
        for (path, verb) in everything { lines += self.verb(verb, path: path) }
        lines += [
            "    esac",
            "",
            "    case \"$offer\" in",
            "        files) compopt -o default ;;",
            "        folders) compopt -o dirnames ;;",
            "        values) words=\"$values\" ;;",
            "        nothing) words=\"\" ;;",
            "    esac",
            "    [[ $offer == files || $offer == folders ]] && return",
            "    while IFS= read -r i; do",
            "        COMPREPLY+=(\"$i\")",
            "    done < <(compgen -W \"$words\" -- \"$current\")",
            "}",
            "",
            "complete -F _beaconing beaconing",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func verb(_ verb: Verb, path: [String]) -> [String] {
        var words = verb.verbs.map(\.name)
        for option in verb.options {
            words.append(option.name.typed)
            if let short = option.short { words.append("-\(short)") }
        }
        var lines = ["        \(quoted(path)))", "            words=\"\(words.joined(separator: " "))\""]
        // Options begin with a dash, and everything else is the argument.
        if verb.offer != .nothing {
            lines.append("            [[ $current == -* ]] || { \(assignment(of: verb.offer)); }")
        }
        for option in verb.options where option.takesFollowingWords {
            guard let offer = option.offer else { continue }
            lines.append(
                "            [[ $option == \(option.name.typed) && $current != -* ]] && { \(assignment(of: offer)); }")
        }
        let valued = verb.options.filter { $0.offer != nil }
        if !valued.isEmpty {
            lines.append("            case \"$previous\" in")
            for option in valued {
                guard let offer = option.offer else { continue }
                lines.append("                \(option.name.typed)) \(assignment(of: offer)) ;;")
            }
            lines.append("            esac")
        }
        return lines + ["            ;;"]
    }

    private static func assignment(of offer: CompletionOffer) -> String {
        switch offer {
        case .words(let words): "offer=values values=\"\(words.joined(separator: " "))\""
        case .files: "offer=files"
        case .folders: "offer=folders"
        case .nothing: "offer=nothing"
        }
    }

    private static func quoted(_ path: [String]) -> String { "\"\(path.joined(separator: " "))\"" }
}
