// SPDX-License-Identifier: Apache-2.0

/// Why a source gave nothing, in words for whoever owns it. It holds no secret.
public struct SourceFault: Error, Hashable, Sendable {
  public enum Code: String, CaseIterable, Hashable, Sendable {
    case unreachable = "source.unreachable"
    case addressNotPermitted = "source.address-not-permitted"
    case signInRefused = "source.sign-in-refused"
    case protectionRefused = "source.protection-refused"
    case settingRefused = "source.setting-refused"
    case driverMissing = "source.driver-missing"
    case queryRefused = "source.query-refused"
    case notReadOnly = "source.not-read-only"
    case tooSlow = "source.too-slow"
    case tooLarge = "source.too-large"
    case markTooLarge = "source.one-mark-too-large"
    case markNotUnderstood = "source.mark-not-understood"
    case brokenOff = "source.broken-off"
    case answerNotUnderstood = "source.answer-not-understood"
    case busy = "source.busy"
    case stopped = "source.stopped"

    /// Whether the same question may be answered a little later.
    public var isTransient: Bool {
      switch self {
      case .unreachable, .tooSlow, .brokenOff, .busy, .stopped: true
      case .addressNotPermitted, .signInRefused, .protectionRefused, .settingRefused, .driverMissing, .queryRefused, .notReadOnly,
        .tooLarge, .markTooLarge, .markNotUnderstood, .answerNotUnderstood:
        false
      }
    }
  }

  public let code: Code
  /// What stood in the way in this case; both texts empty when the title says it all.
  public let detail: BilingualText
  /// The other side's own words: one line, `limit` characters at most, secrets cut out; empty when it said nothing.
  public let said: String
  /// Seconds for which the other side wants to be left alone.
  public let retryAfter: Int?

  public static let limit = 300

  /// - Parameter secret: cut out of what the other side said.
  public init(
    _ code: Code, _ detail: BilingualText = BilingualText("", ""), said: String = "", without secret: SecretText? = nil,
    retryAfter: Int? = nil
  ) {
    self.code = code
    self.detail = detail
    self.retryAfter = retryAfter
    self.said = Self.plain(said, without: secret)
  }

  public var isTransient: Bool { code.isTransient }

  private static func plain(_ words: String, without secret: SecretText?) -> String {
    var text = String(words.unicodeScalars.prefix(4 * limit).map { $0.value < 32 || $0.value == 127 ? " " : Character($0) })
    if let secret = secret?.value {
      // A secret with a word before it, `Bearer …`, is none without it either.
      for part in [secret] + secret.split(separator: " ").map(String.init).filter({ $0.count >= 6 }) {
        text = text.split(separator: part, omittingEmptySubsequences: false).joined(separator: "***")
      }
    }
    return String(text.split(separator: " ").joined(separator: " ").prefix(limit))
  }
}

extension SourceFault {
  public var title: BilingualText {
    switch code {
    case .unreachable: BilingualText("连不上数据源", "the source cannot be reached")
    case .addressNotPermitted: BilingualText("不允许连接这个地址", "this address is not permitted")
    case .signInRefused: BilingualText("数据源拒绝登录", "the source refuses the sign-in")
    case .protectionRefused: BilingualText("加密连接没有建立", "no protected connection was made")
    case .settingRefused: BilingualText("设置不能使用", "a setting cannot be used")
    case .driverMissing: BilingualText("本机没有这个 ODBC 驱动", "this machine has no such ODBC driver")
    case .queryRefused: BilingualText("数据源拒绝了查询", "the source refuses the query")
    case .notReadOnly: BilingualText("查询不是只读的", "the query does more than read")
    case .tooSlow: BilingualText("数据源没有在时限内答复", "the source did not answer in time")
    case .tooLarge: BilingualText("数据超过一次读取的上限", "the answer is larger than one load may be")
    case .markTooLarge: BilingualText("同一水位的行数超过一次读取的上限", "one mark has more rows than one load may have")
    case .markNotUnderstood: BilingualText("水位列的值无法识别", "a value of the watermark column is not understood")
    case .brokenOff: BilingualText("读取中途连接断开，本次一行也没有保留", "the connection broke off in mid-load; no row of it was kept")
    case .answerNotUnderstood: BilingualText("看不懂数据源的答复", "the answer of the source is not understood")
    case .busy: BilingualText("数据源正忙", "the source is busy")
    case .stopped: BilingualText("读取已停止", "the load was stopped")
    }
  }

  public var hint: BilingualText {
    switch code {
    case .unreachable:
      BilingualText("检查主机、端口、网络和防火墙，以及服务器是否在运行。", "Check host, port, network and firewall, and whether the server runs.")
    case .addressNotPermitted:
      BilingualText(
        "由管理员用 tongpin serve --source-hosts 主机:端口 允许该地址。", "The administrator permits it with tongpin serve --source-hosts HOST:PORT.")
    case .signInRefused:
      BilingualText("检查用户名和口令，以及该用户能否从本机登录。", "Check user and password, and whether the user may sign in from this machine.")
    case .protectionRefused:
      BilingualText(
        "服务器须提供与其名称相符的证书；内网可改为“仅加密”。", "The server needs a certificate that fits its name; inside a network “encrypted” will do.")
    case .settingRefused: BilingualText("按说明改正这项设置。", "Correct the setting as the text says.")
    case .driverMissing:
      BilingualText("安装驱动并登记在 /etc/odbcinst.ini，见《连接器》。", "Install the driver and list it in /etc/odbcinst.ini; see Connectors.")
    case .queryRefused:
      BilingualText("在数据库中试运行这条查询；检查表名、列名和读取权限。", "Try the query on the database itself; check tables, columns and the right to read.")
    case .notReadOnly:
      BilingualText("只写一条 SELECT；用只有读取权限的用户。", "Write one SELECT, and use a user who may only read.")
    case .tooSlow:
      BilingualText("给水位列建索引，缩小查询，或提高时限。", "Index the watermark column, narrow the query, or allow more time.")
    case .tooLarge:
      BilingualText("设置水位列分批读取，缩小查询，或提高上限。", "Name a watermark column so that it is read in parts, narrow the query, or raise the limit.")
    case .markTooLarge:
      BilingualText("换一个更细的水位列、缩短重叠，或提高行数上限。", "Choose a finer watermark column, a shorter overlap, or a higher limit of rows.")
    case .markNotUnderstood:
      BilingualText("水位列须是整数、日期或时间。", "The watermark column must be a whole number, a day or a time.")
    case .brokenOff, .busy, .stopped:
      BilingualText("下次会从同一水位重新读取，不会缺也不会重。", "The next load begins at the same mark: nothing is lost and nothing comes twice.")
    case .answerNotUnderstood:
      BilingualText("核对地址、行所在路径和翻页设置。", "Check the address, the path of the rows and the paging.")
    }
  }
}
