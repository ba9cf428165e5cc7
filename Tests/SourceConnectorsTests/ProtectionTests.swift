// SPDX-License-Identifier: Apache-2.0
import Commerce
import PlanningCycle
import Quantities
import Testing

@testable import SourceConnectors

@Suite("How much of the way is protected", .enabled(if: DatabaseServer.areThere, DatabaseServer.isMissing), .serialized)
struct ProtectionTests {
  private func fault(
    _ server: DatabaseServer, _ protection: SourceProtection, host: String = "127.0.0.1", certificates: String? = nil
  ) throws -> SourceFault.Code? {
    let sources = NetworkSources(policy: try SourcePolicy(["127.0.0.1:*", "127.0.0.2:*"]), currency: .cny, certificates: certificates)
    let request = Story.request(
      server, "SELECT 'A' AS code", kind: .items, connection: server.connection(host: host, protection: protection))
    do throws(SourceFault) {
      return try sources.read(request, knows: { _, _ in nil }, isStopped: { false }).rows == 1 ? nil : .tooLarge
    } catch {
      return error.code
    }
  }

  @Test("a certificate must come from a known authority and fit the address", arguments: DatabaseServer.Product.allCases)
  func protected(_ product: DatabaseServer.Product) throws {
    let server = try #require(DatabaseServer(product, isProtected: true))
    defer { server.end() }
    #expect(try fault(server, .none) == nil)
    #expect(try fault(server, .encrypted) == nil)
    #expect(try fault(server, .verified, certificates: server.authority) == nil)
    #expect(try fault(server, .verified) == .protectionRefused)
    #expect(try fault(server, .verified, host: "127.0.0.2", certificates: server.authority) == .protectionRefused)
    #expect(try fault(server, .encrypted, host: "127.0.0.2") == nil)
  }

  @Test("a server without encryption does not do for whoever wants it", arguments: DatabaseServer.Product.allCases)
  func unprotected(_ product: DatabaseServer.Product) throws {
    let server = try #require(product.shared)
    #expect(try fault(server, .encrypted) == .protectionRefused)
    #expect(try fault(server, .verified) == .protectionRefused)
  }

  @Test("what a driver cannot promise is refused before it is asked")
  func promises() throws {
    func objection(_ driver: String, _ protection: SourceProtection) throws -> SourceFault.Code? {
      let source = ODBCSource(driver: driver, host: "127.0.0.1", port: 1433, database: "erp", user: "reader", protection: protection)
      return try Story.sources().objection(to: .odbc(source), nil)?.code
    }
    #expect(try objection("FreeTDS", .verified) == .settingRefused && objection("FreeTDS", .encrypted) == nil)
    #expect(try objection("Unheard Of", .encrypted) == .settingRefused && objection("Unheard Of", .none) == nil)
    #expect(try objection("MariaDB Unicode", .verified) == nil)
  }
}
