// SPDX-License-Identifier: Apache-2.0
import Formulas

/// The names a formula mentions, as written: measures, and the heads of paths.
enum FormulaNames {
  static func of(_ formula: Formula) -> [String] {
    switch formula {
    case .number, .text: []
    case .name(let name, _): [name]
    case .path(let path, _): Array(path.prefix(1))
    case .mapped(let name, _, _): [name]
    case .negative(let inner, _), .not(let inner, _): of(inner)
    case .binary(_, let left, let right, _): of(left) + of(right)
    case .choice(let condition, let then, let otherwise, _): of(condition) + of(then) + of(otherwise)
    case .call(let call):
      call.arguments.flatMap { argument -> [String] in
        guard case .formula(let inner) = argument.value else { return [] }
        return of(inner)
      }
    }
  }
}
