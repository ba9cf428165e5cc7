// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import PlanningCycle
import Warehouse

/// `tongpin user open-passwords`: for the day on which the sign-in provider is down and nobody comes in.
struct OpenPasswordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open-passwords",
    abstract: Words.pick("停用单点登录，所有人恢复用密码登录", "Switches single sign-on off: everybody signs in with a password again."),
    discussion: Words.pick(
      "先停止服务。例子\n  tongpin user open-passwords --data ./mine", "Stop the server first. Example\n  tongpin user open-passwords --data ./mine"
    ))
  @OptionGroup var folder: FolderOption
  @OptionGroup var language: LanguageOption

  func run() throws {
    try CloseProvider.close(
      try Access.authorize(.localOperator, to: To.ManageUsers.self), store: try folder.place.open(),
      key: WorkspaceFolder.freshKey("open-passwords"), at: SystemClock.now())
    print(
      Words.pick(
        "单点登录已停用；没有密码的人用 tongpin user reset-password 得到一个",
        "Single sign-on is off; tongpin user reset-password gives a password to who has none"))
  }
}
