// SPDX-License-Identifier: Apache-2.0
import PlanningCycle

/// The text by which a driver is told where to go. It holds the secret and is never shown.
struct ODBCSettings {
  let text: String

  init(_ source: ODBCSource, _ address: ServerAddress, secret: SecretText?, certificates: String, _ watch: LoadWatch) {
    let isVerified = source.protection == .verified
    // The number that was looked at; the name where a certificate must fit it. By `localhost` drivers mean a socket in the file system.
    let isNamed = isVerified && address.host != "localhost"
    let host = isNamed ? address.host : address.numbers.first ?? address.host
    var settings: [(String, String)] = [
      ("DRIVER", source.driver), ("SERVER", host), ("PORT", String(address.port)), ("DATABASE", source.database), ("UID", source.user),
      ("PWD", secret?.value ?? ""),
    ]
    switch ODBCReader.family(source.driver) {
    case .mysql:
      settings += [
        ("FORWARDONLY", "1"), ("CONN_TIMEOUT", "15"), ("READ_TIMEOUT", String(min(watch.wholeSeconds + 5, 3_600))),
        ("WRITE_TIMEOUT", "60"),
      ]
      if source.protection != .none { settings.append(("FORCETLS", "1")) }
      if isVerified { settings += [("SSLVERIFY", "1"), ("SSLCA", certificates)] }
    case .sqlServer:
      settings.append(("APP", "tongpin"))
      settings.append(("Encryption", source.protection == .none ? "off" : "require"))
    case .postgres, .standard: break
    }
    for (name, value) in source.options.sorted(by: { $0.key < $1.key }) { settings.append((name, value)) }
    text = settings.map { "\($0.0)=\(Self.quoted($0.1))" }.joined(separator: ";") + ";"
  }

  /// In braces whatever could end a value before its end.
  private static func quoted(_ value: String) -> String {
    let isPlain = value.utf8.allSatisfy {
      ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x2E
    }
    return isPlain ? value : "{" + value.split(separator: "}", omittingEmptySubsequences: false).joined(separator: "}}") + "}"
  }
}

extension ODBCReader {
  /// What kind of database a driver is for, by its name in `odbcinst.ini`.
  static func family(_ driver: String) -> Dialect {
    let name = driver.lowercased()
    if name.contains("freetds") { return .sqlServer }
    return Dialect(product: name)
  }

  /// What is wrong with a connection before anybody is called.
  static func objection(_ source: ODBCSource) -> SourceFault? {
    for (name, value) in [("driver", source.driver), ("database", source.database), ("user", source.user)]
    where value.isEmpty || value.utf8.count > 200
      || value.utf8.contains(where: { $0 < 0x20 || [0x3B, 0x7B, 0x7D, 0x5B, 0x5D].contains($0) })
    {
      return SourceFault(.settingRefused, BilingualText("\(name) 为空、过长或含 ; { } [ ]", "\(name) is empty, too long or has ; { } [ ]"))
    }
    if let objection = protectionObjection(source) { return objection }
    // A path would load whatever lies there.
    guard !source.driver.contains("/") else {
      return SourceFault(.settingRefused, BilingualText("driver 是 odbcinst.ini 中的名称，不是路径", "driver is a name of odbcinst.ini, not a path"))
    }
    let known = ODBCSource.allowedOptions.map { $0.lowercased() }
    for (name, value) in source.options.sorted(by: { $0.key < $1.key })
    where !known.contains(name.lowercased()) || value.utf8.count > 100
      || value.utf8.contains(where: { $0 < 0x20 || [0x3B, 0x7B, 0x7D].contains($0) })
    {
      return SourceFault(
        .settingRefused,
        BilingualText(
          "驱动选项 \(name) 不在允许之列（\(ODBCSource.allowedOptions.joined(separator: "、"))）或值不合规",
          "the driver option \(name) is none of \(ODBCSource.allowedOptions.joined(separator: ", ")), or its value is unfit"))
    }
    return nil
  }

  /// What a driver cannot promise is not promised.
  private static func protectionObjection(_ source: ODBCSource) -> SourceFault? {
    switch (family(source.driver), source.protection) {
    case (.mysql, _), (_, .none), (.sqlServer, .encrypted): nil
    case (.sqlServer, .verified):
      SourceFault(
        .settingRefused,
        BilingualText(
          "FreeTDS 只在自己的 freetds.conf（ca file）中设置证书：请选“仅加密”",
          "FreeTDS takes certificates from its own freetds.conf (ca file): choose “encrypted”"))
    case (.postgres, _):
      SourceFault(.settingRefused, BilingualText("PostgreSQL 请用 PostgreSQL 数据源", "for PostgreSQL use a source of that kind"))
    case (.standard, _):
      SourceFault(
        .settingRefused,
        BilingualText(
          "不知道驱动 \(source.driver) 如何加密：只能不加密，或用 MariaDB、FreeTDS",
          "how the driver \(source.driver) encrypts is not known: none, or MariaDB or FreeTDS"))
    }
  }
}
