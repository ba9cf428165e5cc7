-- 用友 U8：采购订单（已审核）。PO_Pomain 表头，PO_Podetails 表体。
-- Yonyou U8: approved purchase orders.
-- watermark: changed_at timestamp, overlap 900
SELECT
  m.cPOID AS order_number,
  d.ivouchrowno AS line_number,
  m.dPODate AS ordered_on,
  d.dArriveDate AS due_on,
  CASE WHEN m.cCloser IS NOT NULL OR d.cbCloser IS NOT NULL THEN 'closed' ELSE 'open' END AS status,
  m.cVenCode AS supplier,
  d.cInvCode AS item,
  d.iQuantity AS quantity,
  d.iNatUnitPrice AS price_excl_tax,
  d.iPerTaxRate / 100.0 AS tax_rate,
  d.iNatMoney AS amount_excl_tax,
  d.iNatSum AS amount_incl_tax,
  d.iReceivedQTY AS received_quantity,
  (SELECT MAX(t.v) FROM (VALUES (m.cmaketime), (m.cmodifytime), (m.cAuditTime), (m.dCloseTime), (m.dPODate)) AS t(v)) AS changed_at
FROM PO_Pomain AS m
JOIN PO_Podetails AS d ON d.POID = m.POID
WHERE m.cVerifier IS NOT NULL
