-- 金蝶云星空：销售增值税专用发票（已审核）。T_IV_SALESIC、T_IV_SALESICENTRY。
-- 只用应收单而不开发票单据的账套：改用 T_AR_RECEIVABLE、T_AR_RECEIVABLEENTRY。
-- Kingdee Cloud: approved sales invoices. Companies that keep receivables only take T_AR_RECEIVABLE instead.
-- watermark: changed_at timestamp, overlap 900
SELECT
  o.FBILLNO AS invoice_number,
  e.FSEQ AS line_number,
  o.FDATE AS invoiced_on,
  c.FNUMBER AS customer,
  m.FNUMBER AS item,
  e.FPRICEQTY AS quantity,
  e.FALLAMOUNTFOR AS amount_incl_tax,
  e.FAMOUNTFOR AS amount_excl_tax,
  e.FDETAILTAXAMOUNTFOR AS tax_amount,
  (SELECT MAX(t.v) FROM (VALUES (o.FCREATEDATE), (o.FMODIFYDATE), (o.FAPPROVEDATE)) AS t(v)) AS changed_at
FROM T_IV_SALESIC AS o
JOIN T_IV_SALESICENTRY AS e ON e.FID = o.FID
LEFT JOIN T_BD_MATERIAL AS m ON m.FMATERIALID = e.FMATERIALID
LEFT JOIN T_BD_CUSTOMER AS c ON c.FCUSTID = o.FCUSTOMERID
WHERE o.FDOCUMENTSTATUS = 'C'
