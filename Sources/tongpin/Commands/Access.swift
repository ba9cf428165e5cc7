// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import TongpinServer
import Wire

/// `tongpin access`: who may do what, as the program has it.
struct AccessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access",
    abstract: Words.pick("打印权限矩阵：每项权限归哪些角色，打开哪些接口", "Prints who may do what: the roles of each right, and what it opens."),
    discussion: Words.pick("例子\n  tongpin access\n  tongpin access --json", "Examples\n  tongpin access\n  tongpin access --json"))

  @Flag(help: ArgumentHelp(Words.pick("机器可读", "machine-readable"))) var json = false
  @OptionGroup var language: LanguageOption

  func run() throws {
    let matrix = AccessMatrix.current
    print(json ? String(decoding: matrix.json.encoded(), as: UTF8.self) : matrix.text(isChinese: Words.isChinese))
  }
}
