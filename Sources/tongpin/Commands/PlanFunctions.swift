// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Formulas
import Foundation
import Wire

extension PlanCommand {
  struct Functions: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Words.pick("列出计划语言的函数：写法、含义、例子", "Lists the functions of the planning language: form, meaning, example."),
      discussion: """
        tongpin plan functions
        tongpin plan functions lag
        tongpin plan functions --json
        """)
    @Argument(help: ArgumentHelp(Words.pick("只看这个函数", "only this function"))) var name: String?
    @Flag(help: ArgumentHelp("JSON")) var json = false
    @OptionGroup var language: LanguageOption

    func run() throws {
      let shown = FunctionSignature.all.filter { name == nil || $0.name == name }
      guard !shown.isEmpty else {
        let nearest = NearestName.of(name ?? "", among: FunctionSignature.names)
        throw Failure(
          "没有函数 \(name ?? "") \(Wording.didYouMean(nearest).chinese)", "no function \(name ?? "") \(Wording.didYouMean(nearest).english)")
      }
      if json { return print(String(decoding: JSON.array(shown.map(Self.json)).encoded(), as: UTF8.self)) }
      for function in shown {
        print(function.form)
        print("    " + Self.pick(function.words))
        for argument in function.arguments where name != nil {
          print("    \(argument.label ?? argument.placeholder): " + Self.pick(argument.words))
        }
        print("    \(function.example.formula)  →  \(function.example.text)")
      }
    }

    private static func pick(_ words: Wording) -> String { Words.pick(words.chinese, words.english) }

    private static func json(_ function: FunctionSignature) -> JSON {
      func both(_ words: Wording) -> JSON { .object([.init("zh", .string(words.chinese)), .init("en", .string(words.english))]) }
      return .object([
        .init("name", .string(function.name)), .init("group", .string(function.group.rawValue)), .init("form", .string(function.form)),
        .init("words", both(function.words)),
        .init(
          "arguments",
          JSON(function.arguments) { argument in
            .object([
              .init("label", JSON(argument.label)), .init("placeholder", .string(argument.placeholder)),
              .init("required", JSON(argument.isRequired)), .init("repeats", JSON(argument.repeats)), .init("words", both(argument.words)),
            ])
          }),
        .init(
          "example",
          .object([
            .init("formula", .string(function.example.formula)), .init("over", .string(function.example.axes)),
            .init("result", .string(function.example.text)),
          ])),
      ])
    }
  }
}
