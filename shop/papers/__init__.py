"""Papers as PDF: what was agreed, what a parcel holds, what cash was taken, what is packed. Facts in, bytes out."""
