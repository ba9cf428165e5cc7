// SPDX-License-Identifier: Apache-2.0

/// Formula → text, in the names a reader wants.
public enum FormulaText {
  /// - Parameter name: id or alias as written → the name to show.
  /// - Returns: the formula with as few brackets as its meaning needs; parsing it with ids gives the same tree.
  public static func write(_ formula: Formula, name: (String) -> String = { $0 }) -> String {
    write(formula, above: 0, name)
  }

  private static func write(_ formula: Formula, above floor: Int, _ name: (String) -> String) -> String {
    switch formula {
    case .number(_, let text, _): return text
    case .text(let text, _): return "\"" + text + "\""
    case .name(let id, _): return name(id)
    case .path(let path, _): return path.map(name).joined(separator: ".")
    case .mapped(let id, let path, _): return name(id) + "[by " + path.map(name).joined(separator: ".") + "]"
    case .negative(let inner, _): return bracketed("-" + write(inner, above: 7, name), 7 <= floor)
    case .not(let inner, _): return bracketed("not " + write(inner, above: 3, name), 3 <= floor)
    case .binary(let sign, let left, let right, _):
      let level = sign.precedence
      let text =
        write(left, above: level - 1, name) + " " + sign.rawValue + " " + write(right, above: level, name)
      return bracketed(text, level <= floor)
    case .choice(let condition, let then, let otherwise, _):
      let text =
        "if " + write(condition, above: 0, name) + " then " + write(then, above: 0, name) + " else "
        + write(otherwise, above: 0, name)
      return bracketed(text, floor > 0)
    case .call(let call): return write(call, name)
    }
  }

  private static func bracketed(_ text: String, _ isNeeded: Bool) -> String {
    isNeeded ? "(" + text + ")" : text
  }

  private static func write(_ call: FunctionCall, _ name: (String) -> String) -> String {
    let isSigned = call.name == "rollforward"
    var parts: [String] = []
    for argument in call.arguments {
      var text = argument.label.map { $0 + ": " } ?? ""
      if isSigned, argument.label == nil { text += argument.isSubtracted ? "- " : "+ " }
      switch argument.value {
      case .window(let lower, let upper): text += "\(lower)..\(upper)"
      case .formula(.name(let word, _))
      where ["reset", "take"].contains(argument.label) || word == "same" || call.name == "valid":
        text += word
      case .formula(let formula):
        // A part of a roll-forward is one product: a sum in it keeps its brackets.
        text += write(formula, above: isSigned && argument.label == nil ? 5 : 0, name)
      }
      parts.append(text)
    }
    var text = call.name + "(" + parts.joined(separator: ", ")
    switch call.scope {
    case .over(let paths, _):
      text += " over " + paths.map { $0.map(name).joined(separator: ".") }.joined(separator: ", ")
    case .by(let path, _): text += " by " + path.map(name).joined(separator: ".")
    case nil: break
    }
    return text + ")"
  }
}
