// SPDX-License-Identifier: Apache-2.0

/// Where a source is and how it is reached. Plain values, no secrets.
public enum SourceConnection: Hashable, Sendable {
  case postgres(PostgresSource)
  case odbc(ODBCSource)
  case rest(RESTSource)
  /// A folder on this machine whose files are read as they appear; no connector reads it.
  case folder(path: String)
}

/// How much of the way to a server is protected.
public enum SourceProtection: String, CaseIterable, Hashable, Sendable {
  /// As it is: a network nobody else is in.
  case none
  /// Encrypted, whoever the server is.
  case encrypted
  /// Encrypted, and the server's certificate must fit its name.
  case verified
}

/// A database of a PostgreSQL server.
public struct PostgresSource: Hashable, Sendable {
  public var host: String
  public var port: Int
  public var database: String
  public var user: String
  public var protection: SourceProtection
  /// In which zone the server is asked to write its times, in minutes east of Greenwich: days are those of this zone.
  public var zoneMinutes: Int

  public init(
    host: String, port: Int = 5432, database: String, user: String, protection: SourceProtection = .verified, zoneMinutes: Int = 480
  ) {
    self.host = host
    self.port = port
    self.database = database
    self.user = user
    self.protection = protection
    self.zoneMinutes = zoneMinutes
  }
}

/// A database behind a driver of unixODBC that is installed on this machine.
public struct ODBCSource: Hashable, Sendable {
  /// As `/etc/odbcinst.ini` calls it: `MariaDB Unicode`, `FreeTDS`.
  public var driver: String
  public var host: String
  public var port: Int
  public var database: String
  public var user: String
  public var protection: SourceProtection
  public var zoneMinutes: Int
  /// Settings of the driver beside those above, of `allowedOptions` only.
  public var options: [String: String]

  /// Names of settings that say how a driver speaks with its server. Others could make it read files, run commands or go elsewhere.
  public static let allowedOptions = ["CHARSET", "ClientCharset", "TDS_Version", "NO_SCHEMA", "INITSTMT_CHARSET"].sorted()

  public init(
    driver: String, host: String, port: Int, database: String, user: String, protection: SourceProtection = .verified,
    zoneMinutes: Int = 480, options: [String: String] = [:]
  ) {
    self.driver = driver
    self.host = host
    self.port = port
    self.database = database
    self.user = user
    self.protection = protection
    self.zoneMinutes = zoneMinutes
    self.options = options
  }
}

/// A service that answers GET with JSON.
public struct RESTSource: Hashable, Sendable {
  public enum Paging: Hashable, Sendable {
    /// One answer holds everything.
    case none
    /// `parameter=first`, `first + 1`, …; ends with an answer without rows, or with fewer than `size`.
    case pageNumber(parameter: String, first: Int, sizeParameter: String?, size: Int)
    /// What stands at `path` of an answer goes into `parameter` of the next question; ends where nothing stands there.
    case cursor(parameter: String, path: String)
    /// At `path` of an answer stands the address of the next one, on the same server; ends where nothing stands there.
    case nextLink(path: String)
  }

  /// `https://erp.example.cn/api/v2`; what a query says is put behind it.
  public var url: String
  /// Where the rows stand in an answer: names with dots between, `data.items`; empty when the answer is the list itself.
  public var rowsPath: String
  public var paging: Paging
  /// The parameter that takes the mark from which rows are wanted; nil asks for all every time.
  public var sinceParameter: String?
  /// The rows come in the order of the mark, the oldest first, so that a long answer may be cut.
  public var isInOrderOfMark: Bool
  /// The header that carries the secret: `Authorization`, `X-Api-Key`.
  public var secretHeader: String?

  public init(
    url: String, rowsPath: String = "", paging: Paging = .none, sinceParameter: String? = nil, isInOrderOfMark: Bool = false,
    secretHeader: String? = nil
  ) {
    self.url = url
    self.rowsPath = rowsPath
    self.paging = paging
    self.sinceParameter = sinceParameter
    self.isInOrderOfMark = isInOrderOfMark
    self.secretHeader = secretHeader
  }
}
