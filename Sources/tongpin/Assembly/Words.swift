// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Foundation
import Planning
import PlanningCycle

/// The language of the command line: `--lang zh|en`, else LANG; Chinese unless that says English.
enum Words {
  static let isChinese: Bool = {
    let arguments = CommandLine.arguments
    if let index = arguments.firstIndex(of: "--lang"), arguments.indices.contains(index + 1) {
      return !arguments[index + 1].hasPrefix("en")
    }
    if let joined = arguments.first(where: { $0.hasPrefix("--lang=") }) { return !joined.hasSuffix("en") }
    let environment = ProcessInfo.processInfo.environment
    let locale = environment["LC_ALL"] ?? environment["LANG"] ?? ""
    return !locale.hasPrefix("en")
  }()

  static func pick<Text>(_ chinese: Text, _ english: Text) -> Text { isChinese ? chinese : english }
  /// An error of any room for whoever typed the command: what, why, what to do. Exit codes without words say nothing.
  static func message(_ error: any Error) -> String {
    switch error {
    case is ExitCode: return ""
    case let error as StoreError: return "✗ \(error.subject): \(error.detail) \(error.hint) (\(error.code.text))"
    case let error as CycleError: return "✗ \(pick(error.title)) \(pick(error.detail)) \(pick(error.hint)) (\(error.code.text))"
    case let error as AccessError: return "✗ \(error.subject): \(error.detail) \(error.hint) (\(error.code.text))"
    case let error as PlanningError: return message(CycleError(error))
    default: return "✗ \(error)"
    }
  }

  static func pick(_ text: BilingualText) -> String { isChinese ? text.chinese : text.english }
}

struct LanguageOption: ParsableArguments {
  @Option(name: .customLong("lang"), help: ArgumentHelp(Words.pick("语言：zh 或 en", "zh or en")))
  var lang: String?
}

/// Writes to standard error.
func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

/// Standard output is buffered when it is no terminal; whoever reads it through a pipe waits for this.
func flushOutput() { fflush(nil) }
