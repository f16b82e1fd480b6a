"""What leaves Parley: images, tables and case packages. Nothing here opens a store or draws a screen."""
