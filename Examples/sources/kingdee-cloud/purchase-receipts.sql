-- 金蝶云星空：采购入库单（已审核）。T_STK_INSTOCK、T_STK_INSTOCKENTRY 及 _F。
-- Kingdee Cloud: approved receipts of purchases.
-- watermark: changed_at timestamp, overlap 900
SELECT
  o.FBILLNO AS receipt_number,
  e.FSEQ AS line_number,
  o.FDATE AS received_on,
  s.FNUMBER AS supplier,
  m.FNUMBER AS item,
  e.FREALQTY AS quantity,
  f.FAMOUNT_LC AS amount_excl_tax,
  f.FALLAMOUNT_LC AS amount_incl_tax,
  (SELECT MAX(t.v) FROM (VALUES (o.FCREATEDATE), (o.FMODIFYDATE), (o.FAPPROVEDATE)) AS t(v)) AS changed_at
FROM T_STK_INSTOCK AS o
JOIN T_STK_INSTOCKENTRY AS e ON e.FID = o.FID
LEFT JOIN T_STK_INSTOCKENTRY_F AS f ON f.FENTRYID = e.FENTRYID
LEFT JOIN T_BD_MATERIAL AS m ON m.FMATERIALID = e.FMATERIALID
LEFT JOIN T_BD_SUPPLIER AS s ON s.FSUPPLIERID = o.FSUPPLIERID
WHERE o.FDOCUMENTSTATUS = 'C'
