// SPDX-License-Identifier: Apache-2.0
import Formulas

/// The tables of the language as the editor wants them.
extension LanguageGuide {
  static let functions: [Function] = FunctionSignature.all.map { function in
    Function(
      name: function.name, signature: function.form,
      words: BilingualText(function.words.chinese, function.words.english), example: function.example.formula)
  }

  static let attributes: [Attribute] = AttributeSignature.all.map { attribute in
    Attribute(
      key: attribute.key, values: attribute.values.filter { $0 != "…" },
      words: BilingualText(attribute.words.chinese, attribute.words.english))
  }
}
