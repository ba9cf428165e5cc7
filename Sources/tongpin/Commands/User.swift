// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Foundation
import Journal
import PlanningCycle
import Warehouse

struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user",
    abstract: Words.pick("管理登录", "Manages logins."),
    discussion: Words.pick(
      "例子\n  tongpin user add wang --name 王芳 --role financeDirector --data ./mine\n  tongpin user list --data ./mine",
      "Examples\n  tongpin user add wang --name \"Wang Fang\" --role financeDirector --data ./mine\n  tongpin user list --data ./mine"),
    subcommands: [Add.self, List.self, ChangeRole.self, ResetPassword.self, ResetSecondFactorCommand.self, OpenPasswordsCommand.self])

  static func generatedPassword() -> String { String(Token.make(random: SystemRandomBytes()).secret.prefix(16)) }

  static func role(_ text: String) throws -> Role {
    guard let role = Role(rawValue: text) else {
      let known = Role.allCases.map(\.rawValue).joined(separator: " ")
      throw ValidationError(Words.pick("没有角色 \(text)；可用：\(known)", "no role \(text); known are \(known)"))
    }
    return role
  }

  static func scope(_ territories: String?) -> Scope {
    guard let territories, !territories.isEmpty else { return .all }
    return Scope("territory", in: territories.split(separator: ",").map(String.init))
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: Words.pick("新增登录，密码只显示一次", "Adds a login; the password is shown once."))
    @Argument var login: String
    @Option var name: String
    @Option(help: ArgumentHelp(Words.pick("英文界面里的名字", "the name shown in English"), valueName: "name")) var nameEn = ""
    @Option var role = "regionalManager"
    @Option(help: ArgumentHelp(Words.pick("只看这些地区，逗号分隔", "only these territories, comma separated"))) var territories: String?
    @OptionGroup var folder: FolderOption
    @OptionGroup var language: LanguageOption

    func run() throws {
      let store = try folder.place.open()
      let password = UserCommand.generatedPassword()
      _ = try AddPerson.add(
        try Access.authorize(.localOperator, to: To.ManageUsers.self), login: login, name: name, englishName: nameEn, password: password,
        role: try UserCommand.role(role), scope: UserCommand.scope(territories), store: store,
        random: SystemRandomBytes(), key: WorkspaceFolder.freshKey("user-add"), at: SystemClock.now())
      print("login: \(login)  password: \(password)")
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: Words.pick("列出登录", "Lists the logins."))
    @OptionGroup var folder: FolderOption
    @OptionGroup var language: LanguageOption

    func run() throws {
      for person in try folder.place.open().people() {
        let state = person.details.isDisabled ? Words.pick("已停用", "disabled") : ""
        print("\(person.id)\t\(person.details.login)\t\(person.details.name)\t\(person.details.role)\t\(person.details.scope)\t\(state)")
      }
    }
  }

  struct ChangeRole: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "role", abstract: Words.pick("更换角色和范围", "Changes somebody's role and scope."))
    @Argument var login: String
    @Argument var role: String
    @Option var territories: String?
    @OptionGroup var folder: FolderOption
    @OptionGroup var language: LanguageOption

    func run() throws {
      try AddPerson.changeRole(
        try Access.authorize(.localOperator, to: To.ManageUsers.self), login: login, role: try UserCommand.role(role),
        scope: UserCommand.scope(territories), store: try folder.place.open(),
        key: WorkspaceFolder.freshKey("user-role"), at: SystemClock.now())
    }
  }

  struct ResetPassword: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset-password", abstract: Words.pick("重置密码，只显示一次", "Gives a new password, shown once."))
    @Argument var login: String
    @OptionGroup var folder: FolderOption
    @OptionGroup var language: LanguageOption

    func run() throws {
      let password = UserCommand.generatedPassword()
      try AddPerson.resetPassword(
        try Access.authorize(.localOperator, to: To.ManageUsers.self), login: login, password: password,
        store: try folder.place.open(), random: SystemRandomBytes(),
        key: WorkspaceFolder.freshKey("user-reset"), at: SystemClock.now())
      print("login: \(login)  password: \(password)")
    }
  }
  struct ResetSecondFactorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset-second-factor",
      abstract: Words.pick("关闭某人的两步验证（手机和恢复码都丢了）", "Takes somebody's second factor, where telephone and recovery codes are gone."))
    @Argument var login: String
    @OptionGroup var folder: FolderOption
    @OptionGroup var language: LanguageOption

    func run() throws {
      try ResetSecondFactor.reset(
        try Access.authorize(.localOperator, to: To.ManageUsers.self), login: login,
        store: try folder.place.open(), key: WorkspaceFolder.freshKey("user-second-factor"),
        at: SystemClock.now())
      print(Words.pick("\(login) 只用密码登录", "\(login) signs in with the password alone"))
    }
  }
}
